package org.channelmirror.spec;

import java.util.Optional;

/** How a value may stand to the one that a spec names. */
enum Order {
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    GREATER(">");

    private final String symbol;

    Order(String symbol) {
        this.symbol = symbol;
    }

    static Optional<Order> of(String symbol) {
        for (Order order : values()) {
            if (order.symbol.equals(symbol)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /**
     * Says whether a comparison came out as it should.
     *
     * @param comparison negative, zero or positive, as {@link Comparable#compareTo} gives it
     */
    boolean accepts(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case AT_MOST -> comparison <= 0;
            case AT_LEAST -> comparison >= 0;
            case LESS -> comparison < 0;
            case GREATER -> comparison > 0;
        };
    }
}
