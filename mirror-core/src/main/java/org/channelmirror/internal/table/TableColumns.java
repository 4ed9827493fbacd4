package org.channelmirror.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of a table and the pools that their numbers are of. */
final class TableColumns {

    final TableParts parts = new TableParts();
    final TextPool names = new TextPool();
    final TextPool versions = new TextPool();
    final TextPool specs = new TextPool();
    /** Lists of specs: builds of one package mostly need the same. */
    final TextPool needs = new TextPool();
    /** Nearly all of them are different, so that none is looked for. */
    final ByteStore builds = new ByteStore();

    final IntColumn name = new IntColumn();
    final IntColumn version = new IntColumn();
    final IntColumn build = new IntColumn();
    final IntColumn need = new IntColumn();
    private final IntColumn buildNumber = new IntColumn();
    private final List<Long> largeBuildNumbers = new ArrayList<>();
    private final IntColumn channel = new IntColumn();
    private final ByteStore oddNames = new ByteStore();
    private int[] oddRows = new int[16];
    private int[] oddAddresses = new int[16];
    private int oddCount;

    private long specsOfNeeds;

    int rows() {
        return name.size();
    }

    void addBuildNumber(long number) {
        if (number >= 0 && number <= Integer.MAX_VALUE) {
            buildNumber.add((int) number);
        } else {
            largeBuildNumbers.add(number);
            buildNumber.add(-largeBuildNumbers.size());
        }
    }

    long buildNumber(int row) {
        int number = buildNumber.get(row);
        return number >= 0 ? number : largeBuildNumbers.get(-number - 1);
    }

    /** Adds what the next package needs: a list of so many specs. */
    void addNeeds(byte[] list, int length, int count) {
        int known = needs.size();
        need.add(needs.add(list, 0, length));
        specsOfNeeds += needs.size() > known ? count : 0;
    }

    /** As long as all are of the first channel, nothing is kept. */
    void addChannel(int row, int number) {
        if (number == 0 && channel.size() == 0) {
            return;
        }
        while (channel.size() < row) {
            channel.add(0);
        }
        channel.add(number);
    }

    int channel(int row) {
        return row < channel.size() ? channel.get(row) : 0;
    }

    void addOddFileName(int row, byte[] name) {
        if (oddCount == oddRows.length) {
            oddRows = Arrays.copyOf(oddRows, oddCount * 2);
            oddAddresses = Arrays.copyOf(oddAddresses, oddCount * 2);
        }
        oddRows[oddCount] = row;
        oddAddresses[oddCount] = oddNames.add(name, 0, name.length);
        oddCount++;
    }

    Optional<String> oddFileName(int row) {
        int found = Arrays.binarySearch(oddRows, 0, oddCount, row);
        return found < 0 ? Optional.empty() : Optional.of(oddNames.text(oddAddresses[found]));
    }

    /** The memory that they take, with what a table over them adds. */
    long bytes() {
        long pools = names.bytes() + versions.bytes() + specs.bytes() + needs.bytes() + builds.bytes();
        long columns = name.bytes() + version.bytes() + build.bytes() + need.bytes() + buildNumber.bytes();
        long odd = oddNames.bytes() + 2L * oddRows.length * Integer.BYTES;
        long byName = (long) (rows() + names.size()) * Integer.BYTES;
        return pools + columns + channel.bytes() + odd + byName + bytesOfBreakage();
    }

    /** What is taken while it is looked for what cannot be installed. */
    private long bytesOfBreakage() {
        long dependents = specsOfNeeds + specs.size() + needs.size() + rows();
        return dependents * Integer.BYTES + (long) specs.size() * 2 * (Long.BYTES + Integer.BYTES);
    }
}
