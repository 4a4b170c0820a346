package io.kopeck.rules;

/**
 * A Java source in three views.
 *
 * @param text as it stands
 * @param statements without comments
 * @param code without comments and with empty string and character literals
 */
record Source(String text, String statements, String code) {

    static Source of(String text) {
        var statements = new StringBuilder();
        var code = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith("//", i)) {
                i = endOfLine(text, i);
            } else if (text.startsWith("/*", i)) {
                int end = text.indexOf("*/", i + 2);
                int next = end < 0 ? text.length() : end + 2;
                var lines = newLines(text, i, next);
                statements.append(lines);
                code.append(lines);
                i = next;
            } else if (text.startsWith("\"\"\"", i)) {
                i = literal(text, i, "\"\"\"", statements, code);
            } else if (text.charAt(i) == '"' || text.charAt(i) == '\'') {
                i = literal(text, i, text.substring(i, i + 1), statements, code);
            } else {
                statements.append(text.charAt(i));
                code.append(text.charAt(i));
                i++;
            }
        }
        return new Source(text, statements.toString(), code.toString());
    }

    /** The line number of a position in any of the views. */
    static int line(String view, int position) {
        return 1 + (int) view.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private static int literal(String text, int start, String quote, StringBuilder statements, StringBuilder code) {
        int i = start + quote.length();
        while (i < text.length() && !text.startsWith(quote, i)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        int end = Math.min(text.length(), i + quote.length());
        statements.append(text, start, end);
        code.append(quote).append(newLines(text, start, end)).append(quote);
        return end;
    }

    private static String newLines(String text, int from, int to) {
        return text.substring(from, to).replaceAll("[^\n]", "");
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
