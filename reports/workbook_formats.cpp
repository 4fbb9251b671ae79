#include "reports/workbook_formats.hpp"

namespace libplan {
namespace {

void box(lxw_format* format) {
    format_set_border(format, LXW_BORDER_HAIR);
    format_set_border_color(format, 0x9FB3C8);
}

void fill(lxw_format* format, lxw_color_t background, lxw_color_t ink) {
    format_set_bg_color(format, background);
    format_set_font_color(format, ink);
}

void style(lxw_format* format, Look look, bool is_number) {
    const bool boxed = look != Look::title && look != Look::subtitle && look != Look::notice && look != Look::plain &&
                       look != Look::figure && look != Look::alarm && look != Look::label && look != Look::aside;
    if (boxed) box(format);
    if (is_number) format_set_align(format, LXW_ALIGN_CENTER);
    const bool reads_from_left = look == Look::text || look == Look::wrapped || look == Look::input_text ||
                                 look == Look::group || look == Look::total || look == Look::changed ||
                                 look == Look::step;
    if (boxed && !is_number)
        reads_from_left ? format_set_indent(format, 1) : format_set_align(format, LXW_ALIGN_CENTER);
    switch (look) {
        case Look::title:
            format_set_font_size(format, 20);
            format_set_font_color(format, accent_colour);
            format_set_align(format, LXW_ALIGN_CENTER);
            format_set_shrink(format);  // the names in it may be long
            break;
        case Look::subtitle:
            format_set_font_size(format, 12);
            format_set_align(format, LXW_ALIGN_CENTER);
            format_set_shrink(format);  // as of a title
            break;
        case Look::notice:
            format_set_font_color(format, 0xB00020);
            format_set_bold(format);
            break;
        case Look::header:
            fill(format, accent_colour, LXW_COLOR_WHITE);
            format_set_bold(format);
            format_set_text_wrap(format);
            break;
        case Look::wrapped:
            format_set_text_wrap(format);
            break;
        case Look::input:
            fill(format, 0xFFF8E1, LXW_COLOR_BLACK);
            format_set_unlocked(format);
            break;
        case Look::input_text:
            fill(format, 0xFFF8E1, LXW_COLOR_BLACK);
            format_set_text_wrap(format);
            format_set_unlocked(format);
            break;
        case Look::group:
        case Look::group_points:
            fill(format, 0xE8EEF7, accent_colour);
            format_set_bold(format);
            if (look == Look::group) format_set_text_wrap(format);
            break;
        case Look::total:
        case Look::total_points:
            fill(format, 0xD6E0EE, accent_colour);
            format_set_bold(format);
            if (look == Look::total) format_set_text_wrap(format);
            break;
        case Look::good:
            fill(format, 0xE2F2E5, 0x1B5E20);
            break;
        case Look::bad:
            fill(format, 0xFDE7E9, 0x9B0012);
            format_set_text_wrap(format);
            break;
        case Look::alarm:
            fill(format, 0xFDE7E9, 0x9B0012);
            format_set_font_size(format, 20);
            format_set_bold(format);
            format_set_align(format, LXW_ALIGN_CENTER);
            break;
        case Look::muted:
            format_set_font_color(format, 0x666666);
            break;
        case Look::figure:
            fill(format, 0xF2F6FB, accent_colour);
            format_set_font_size(format, 20);
            format_set_bold(format);
            format_set_align(format, LXW_ALIGN_CENTER);
            break;
        case Look::label:
            fill(format, 0xF2F6FB, 0x555555);
            format_set_align(format, LXW_ALIGN_CENTER);
            break;
        case Look::changed:
            format_set_bold(format);
            format_set_text_wrap(format);
            break;
        case Look::step:
            fill(format, 0xF7F9FC, 0x333333);
            format_set_text_wrap(format);
            break;
        case Look::aside:
            format_set_font_color(format, 0x808080);
            format_set_font_size(format, 9);
            format_set_align(format, LXW_ALIGN_CENTER);
            format_set_text_wrap(format);
            break;
        case Look::centered:
            format_set_shrink(format);  // a limit may have many decimals
            break;
        case Look::text:
        case Look::plain:
        case Look::fair:
        case Look::number:
        case Look::points:
            break;
    }
}

}  // namespace

lxw_format* Formats::add() {
    lxw_format* format = workbook_add_format(book_);
    if (!format) throw std::bad_alloc();
    return format;
}

lxw_format* Formats::alarm() {
    lxw_format* format = add();
    fill(format, 0xFDE7E9, 0x9B0012);
    return format;
}

lxw_format* Formats::praise() {
    lxw_format* format = add();
    fill(format, 0xE2F2E5, 0x1B5E20);
    return format;
}

lxw_format* Formats::caution() {
    lxw_format* format = add();
    fill(format, 0xFFF2CC, 0x6B4E00);
    return format;
}

lxw_format* Formats::stale() {
    if (!stale_) {
        stale_ = add();
        format_set_font_color(stale_, 0x6B6B6B);
        format_set_italic(stale_);
    }
    return stale_;
}

Formats::Numbered Formats::of(const CellStyle& format) {
    const auto [entry, added] = made_.try_emplace(format);
    if (added) {
        lxw_format* made = make(format);
        entry->second = {made, lxw_format_get_xf_index(made)};
    }
    return entry->second;
}

lxw_format* Formats::make(const CellStyle& of) {
    lxw_format* format = add();
    format_set_font_name(format, of.look == Look::title ? "宋体" : "微软雅黑");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    std::string places = of.places > 0 ? "0." + std::string(static_cast<std::size_t>(of.places), '0') : "0";
    if (of.percent) places += "%";
    // Whatever is typed into an input cell is shown as it is.
    if (of.is_number && of.look != Look::input) format_set_num_format(format, places.c_str());
    if (!of.written.empty()) format_set_num_format(format, of.written.c_str());
    style(format, of.look, of.is_number);
    if (of.is_link) {
        format_set_font_color(format, accent_colour);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    return format;
}

}  // namespace libplan
