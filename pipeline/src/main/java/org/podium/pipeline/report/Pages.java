package org.podium.pipeline.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;

/** Fills the templates of {@code src/main/jte}, which the build has made classes of. What is filled in is escaped. */
final class Pages {
    private static final String COMPILED = "org.podium.pipeline.report.page";

    private Pages() {}

    /**
     * One page.
     *
     * @param template name of its file
     * @param model the template's only parameter
     */
    static String html(String template, Object model) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), COMPILED);
        TemplateOutput out = new StringOutput();
        engine.render(template, model, out);
        return out.toString();
    }
}
