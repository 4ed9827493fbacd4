package org.channelmirror.spi;

/**
 * A value of a configuration makes no sense. The message says what is expected; who reads the file adds its name. Others
 * of its kind that it suppresses ({@link #addSuppressed}) are further values that make none, and are told, too.
 */
public final class InvalidConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient ConfigNode node;

    /**
     * At a value.
     *
     * @param node the value at fault
     * @param message what is expected there
     */
    public InvalidConfigException(ConfigNode node, String message) {
        super(message);
        this.node = node;
    }

    /**
     * The value at fault.
     *
     * @return the value, with its place
     */
    public ConfigNode node() {
        return node;
    }
}
