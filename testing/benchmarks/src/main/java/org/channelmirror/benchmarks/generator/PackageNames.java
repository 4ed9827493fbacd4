package org.channelmirror.benchmarks.generator;

import java.util.List;
import java.util.stream.Stream;

/**
 * Package names in the order in which their file names sort, found by number, so that no list of names is held. Words are of
 * letters, and {@code -} sorts before digits and digits before letters: sorted tuples of words are sorted names, and stay so
 * with a version behind them.
 */
final class PackageNames {

    private static final List<String> FIRST = words("""
            aero agro algo anemo astro audio auto bayes benzo bio block blue boost bright build cairo calc cargo carto
            chem cine clima cloud cluster code color conda crypto cuda cyto data deep diff dyna echo edge electro ember
            event fast fiber fire flux frame gamma gene geo glyph graph grid gromo hash helio hydro image info iono iso
            json jupyter kappa kernel lambda laser libarch libcore libdata libflow libgraph libimage libmath libnet
            libsys libwave lidar linear lumen macro magneto maple meta micro mongo multi nano neuro nodejs numba ocean
            omni open optic orbit osmo parallel perl petro photo pico plasma poly proto py python quantum quick
            r-bayes r-bio r-chem r-data r-eco r-gene r-geo r-graph r-math r-model r-ocean r-plot r-spatial r-stat
            r-survey r-text rapid ros rust scala sci seismo sensor sky smart solar sonic spark spectra sphinx sql star
            swift sym tele tensor terra thermo time topo trans turbo ultra uni vector vega video virtual visual voxel
            wave web wind xeno xml yaml zero
            """);

    private static final List<String> SECOND = words("""
            adapter agent align array assembler atlas batch bench binder bridge browser bundle cache camera catalog
            chart check client codec compiler config connector convert core crawler curve dash dataset decoder detect
            diagram driver editor engine estimator explorer export fabric factory feature fetch filter finder fitter
            flow font format forest gateway gen grammar gui handler helper hub import index inference inspector io
            kernel kit lattice layer learn lexer linker loader lock log mapper market matrix mesh metrics mixer model
            monitor network notebook optimizer packer panel parser path pipeline planner player plot pool probe profiler
            proxy query queue reader render report router runner sampler scanner schema search server shell signal
            simulator solver sort spec store stream suite sync table tagger tools tracker transform tree tuner types
            utils validator view viz watch widget worker writer zip
            """);

    /** The empty word makes names of two words. */
    private static final List<String> THIRD = Stream.concat(
                    Stream.of(""),
                    words(
                            "alpha base cli common compat cpp cuda dev docs examples ext extra full headers legacy lite mpi"
                                    + " next nightly openmp plugins pro python qt rs schemas static stubs tests v")
                            .stream())
            .toList();

    private static final int COMBINATIONS = FIRST.size() * SECOND.size() * THIRD.size();

    private final int count;

    /** {@code count} names, spread evenly over all that there are. */
    PackageNames(int count) {
        if (count < 1 || count > COMBINATIONS) {
            throw new IllegalArgumentException("there are 1 to " + COMBINATIONS + " names, not " + count);
        }
        this.count = count;
    }

    int count() {
        return count;
    }

    String name(int index) {
        int place = (int) ((long) index * COMBINATIONS / count);
        String third = THIRD.get(place % THIRD.size());
        int pair = place / THIRD.size();
        String name = FIRST.get(pair / SECOND.size()) + "-" + SECOND.get(pair % SECOND.size());
        return third.isEmpty() ? name : name + "-" + third;
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).sorted().toList();
    }
}
