package org.channelmirror.server;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A page of HTML. What is not a tag of its own is escaped. */
final class HtmlPage {

    private static final HttpField POLICY =
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    private static final String STYLE = "body{font:16px sans-serif;margin:2em}td,th{padding:.2em 1em;text-align:left}"
            + "pre{background:#eee;padding:1em;white-space:pre-wrap}";

    private final StringBuilder html =
            new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");

    /** Begins a page. */
    HtmlPage(String title) {
        begin("title").text(title).end("title");
        begin("style").text(STYLE).end("style").end("head").begin("body");
        begin("h1").text(title).end("h1");
    }

    HtmlPage begin(String tag) {
        html.append('<').append(tag).append('>');
        return this;
    }

    HtmlPage end(String tag) {
        html.append("</").append(tag).append(">\n");
        return this;
    }

    HtmlPage text(String text) {
        html.append(escaped(text));
        return this;
    }

    HtmlPage link(String url, String text) {
        html.append("<a href=\"")
                .append(escaped(url))
                .append("\">")
                .append(escaped(text))
                .append("</a>");
        return this;
    }

    HtmlPage cell(String tag, String text) {
        return begin(tag).text(text).end(tag);
    }

    HtmlPage row(String tag, String... cells) {
        begin("tr");
        for (String cell : cells) {
            cell(tag, cell);
        }
        return end("tr");
    }

    /** Ends the page and sends it. */
    void answer(Exchange exchange) {
        end("body").end("html");
        exchange.response().getHeaders().put(POLICY);
        Answers.text(exchange.response(), exchange.callback(), "text/html;charset=utf-8", html.toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
