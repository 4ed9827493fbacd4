package org.channelmirror.filters;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.VersionSpec;

/** What a package asks of Python: of the versions of {@code python}, and of {@code python_abi}. */
record PythonNeeds(List<VersionSpec> python, List<VersionSpec> abi) {

    private static final String PYTHON = "python";
    private static final String ABI = "python_abi";

    /** The dependencies of a record that are on either, as written. */
    static List<String> of(PackageRecord record) {
        List<String> needs = List.of();
        for (String spec : record.depends()) {
            if (mayMeanPython(spec)) {
                needs = needs.isEmpty() ? new ArrayList<>() : needs;
                needs.add(spec);
            }
        }
        return needs;
    }

    static int length(List<String> specs) {
        return specs.stream().mapToInt(String::length).sum();
    }

    /** Reads them; one that is no match spec asks for nothing. */
    static PythonNeeds parse(List<String> specs) {
        List<VersionSpec> python = new ArrayList<>();
        List<VersionSpec> abi = new ArrayList<>();
        for (String text : specs) {
            try {
                MatchSpec spec = MatchSpec.parse(text);
                String name = spec.name().orElse("");
                if (name.equals(PYTHON)) {
                    spec.version().ifPresent(python::add);
                } else if (name.equals(ABI)) {
                    spec.version().ifPresent(abi::add);
                }
            } catch (IllegalArgumentException e) {
                // Whoever wrote it meant something, but nobody can tell which versions: the package stays.
            }
        }
        return new PythonNeeds(List.copyOf(python), List.copyOf(abi));
    }

    boolean areMetBy(PythonVersion version) {
        return abi.stream().allMatch(version::meets) && version.someReleaseMeets(python);
    }

    /** Looks at the name alone, because a million records have ten times as many dependencies. */
    private static boolean mayMeanPython(String spec) {
        int start = spec.lastIndexOf("::") < 0 ? 0 : spec.lastIndexOf("::") + 2;
        while (start < spec.length() && spec.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < spec.length() && isNameCharacter(spec.charAt(end))) {
            end++;
        }
        return spec.regionMatches(true, start, PYTHON, 0, PYTHON.length())
                && (end - start == PYTHON.length()
                        || (end - start == ABI.length() && spec.regionMatches(true, start, ABI, 0, ABI.length())));
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }
}
