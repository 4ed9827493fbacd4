/** The filters and rules that come with Channel Mirror, found by {@link java.util.ServiceLoader} under their configuration keys. */
module org.channelmirror.filters {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;

    exports org.channelmirror.filters;

    provides org.channelmirror.spi.FilterProvider with
            org.channelmirror.filters.OnlyProvider,
            org.channelmirror.filters.ExcludeProvider,
            org.channelmirror.filters.IncludeProvider;
    provides org.channelmirror.spi.SelectionRuleProvider with
            org.channelmirror.filters.NewestProvider,
            org.channelmirror.filters.DependenciesProvider,
            org.channelmirror.filters.PreferCondaProvider;
}
