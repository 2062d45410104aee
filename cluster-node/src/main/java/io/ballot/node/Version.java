package io.ballot.node;

/** The version of this software, from its jar's manifest. */
public final class Version {

    private Version() {}

    /** For example {@code 0.1.0}; {@code development} when run from classes. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
