/** A plug-in: with its jar beside Channel Mirror's, configurations may say {@code require_license: true}. */
module org.example.license {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;

    exports org.example.license;

    provides org.channelmirror.spi.FilterProvider with
            org.example.license.RequireLicenseProvider;
}
