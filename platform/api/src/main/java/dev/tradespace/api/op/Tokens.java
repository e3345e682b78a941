package dev.tradespace.api.op;

/** The rule that token operations share. */
final class Tokens {
    private Tokens() {}

    static Shape require(Shape input) {
        if (input.rank() != 2) {
            throw new BadOperation("needs tokens [tokens, width], was given " + input);
        }
        return input;
    }
}
