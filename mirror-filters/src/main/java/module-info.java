/** The filters and rules that come with Channel Mirror, found by {@link java.util.ServiceLoader} under their configuration keys. */
module org.channelmirror.filters {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;
    requires tools.jackson.core;

    exports org.channelmirror.filters;

    provides org.channelmirror.spi.FilterProvider with
            org.channelmirror.filters.OnlyProvider,
            org.channelmirror.filters.ExcludeProvider,
            org.channelmirror.filters.IncludeProvider,
            org.channelmirror.filters.LicenseBlacklistProvider,
            org.channelmirror.filters.OnlyLicensesProvider,
            org.channelmirror.filters.FieldsProvider,
            org.channelmirror.filters.TrackFeaturesProvider,
            org.channelmirror.filters.MinAgeProvider,
            org.channelmirror.filters.ExcludeAdvisoriesProvider,
            org.channelmirror.filters.PythonVersionsProvider,
            org.channelmirror.filters.FormatsProvider,
            org.channelmirror.filters.MaxSizeProvider,
            org.channelmirror.filters.PublishedAfterProvider,
            org.channelmirror.filters.PublishedBeforeProvider;
    provides org.channelmirror.spi.SelectionRuleProvider with
            org.channelmirror.filters.NewestProvider,
            org.channelmirror.filters.DependenciesProvider,
            org.channelmirror.filters.PreferCondaProvider;
}
