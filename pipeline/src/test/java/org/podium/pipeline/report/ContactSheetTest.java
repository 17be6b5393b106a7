package org.podium.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final String HOSTILE = "<script>alert('1')</script> & \"quoted\"";
    private static final Picture PIXEL = new Picture("data:image/png;base64,AAAA", 20, 10);

    private static ContactSheet sheet(String text) {
        return new ContactSheet(
                text,
                text,
                List.of(new ContactSheet.Fact(text, text)),
                text,
                List.of(
                        ContactSheet.Swatch.of(text, 0x0072B2),
                        ContactSheet.Swatch.ignored(text),
                        ContactSheet.Swatch.notPainted(text)),
                List.of(text),
                List.of(new ContactSheet.Strip(
                        text,
                        text,
                        List.of(new ContactSheet.Frame(
                                ContactSheet.Kind.TRAINING, text, text, text, text, PIXEL, Optional.of(PIXEL))))));
    }

    @Test
    void everyTextIsShownAsItIsAndNoneIsMarkup() {
        String page = sheet(HOSTILE).html();
        assertThat(page).doesNotContainIgnoringCase("<script").doesNotContain("alt=\"<", "title=\"<");
        assertThat(page).contains("title=\"&lt;script>alert(&#39;1&#39;)&lt;/script> &amp; &#34;quoted&#34;\"");
        // Between tags, and the four times within attributes of the picture.
        assertThat(page.split("&lt;script", -1)).hasSize(1 + sheet("§").html().split("§", -1).length - 1);
    }

    @Test
    void needsNothingFromElsewhere() {
        String page = sheet("name").html();
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("style=\"background: #0072b2\"", "class=\"ignored\"", "class=\"plain\"")
                .contains("src=\"data:image/png;base64,AAAA\" width=\"20\" height=\"10\"")
                .doesNotContain("http:", "https:", "<link", "url(", "@import");
        assertThat(page).contains("@media print", "prefers-color-scheme: dark", "width=device-width");
        assertThat(sheet("name").html()).isEqualTo(page);
    }
}
