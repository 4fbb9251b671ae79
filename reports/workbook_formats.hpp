#pragma once
// Private: what each Look is in a workbook.
#include <xlsxwriter.h>

#include <map>

#include "reports/workbook_frame.hpp"

namespace libplan {

constexpr lxw_color_t accent_colour = 0x1F4E79;

/// The formats of one workbook; cells that look the same share one.
class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {}
    struct Numbered {
        lxw_format* format = nullptr;
        int style = 0;  ///< its number in the file
    };
    Numbered of(const CellStyle& format);
    /// Of cells that a rule makes stand out.
    lxw_format* alarm();
    lxw_format* praise();
    lxw_format* caution();
    lxw_format* stale();

private:
    lxw_format* add();
    lxw_format* make(const CellStyle& of);

    lxw_workbook* book_;
    lxw_format* stale_ = nullptr;
    std::map<CellStyle, Numbered> made_;
};

}  // namespace libplan
