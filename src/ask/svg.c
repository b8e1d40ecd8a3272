/* svg.c — the few shapes of SVG 1.1 that the pictures are made of. */
#include "ask/answer.h"
#include "write/json.h"

void dtli_svg_begin(dtl_buf *out, double width, double height)
{
    dtli_buf_printf(out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\""
                    " height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                    " font-family=\"sans-serif\" font-size=\"12\">\n"
                    "<rect width=\"100%%\" height=\"100%%\""
                    " fill=\"#ffffff\"/>\n",
                    width, height, width, height);
}

void dtli_svg_text(dtl_buf *out, double x, double y, dtl_str text)
{
    dtli_buf_add(out, DTL_STR("<text x=\""));
    dtli_json_decimal(out, x, 1);
    dtli_buf_add(out, DTL_STR("\" y=\""));
    dtli_json_decimal(out, y, 1);
    dtli_buf_add(out, DTL_STR("\">"));
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&')
            dtli_buf_add(out, DTL_STR("&amp;"));
        else if (c == '<')
            dtli_buf_add(out, DTL_STR("&lt;"));
        else if ((unsigned char)c >= ' ')
            dtli_buf_add_char(out, c);
    }
    dtli_buf_add(out, DTL_STR("</text>\n"));
}

void dtli_svg_rect(dtl_buf *out, const double box[4], const char *fill)
{
    static const char *const NAMES[] = { "<rect x=\"", "\" y=\"",
                                         "\" width=\"", "\" height=\"" };
    for (int i = 0; i < 4; i++) {
        dtli_buf_add(out, dtli_str(NAMES[i]));
        dtli_json_decimal(out, box[i], 2);
    }
    dtli_buf_printf(out, "\" fill=\"%s\"/>\n", fill);
}

void dtli_svg_end(dtl_buf *out)
{
    dtli_buf_add(out, DTL_STR("</svg>\n"));
}
