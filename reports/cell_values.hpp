#pragma once
#include <optional>

#include "libplan/plan.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {

/// The number a person meant by a cell, in a unit: full-width digits, thousands separators, a percent sign, 万 and 亿,
/// the unit itself behind the digits, and numbers stored as text are read for what they say. A percentage is one only
/// where the unit is one: "95%", or 0.95 shown as 95%, is 95 in "%" and nothing in "元"; "3.5万" is 35000 in "元" and
/// nothing in "万元", where it could mean either. Nothing for anything else that is no number. A number has the 15
/// digits that spreadsheets show.
std::optional<double> number_in(const StoredCell& cell, std::string_view unit = {});

/// The day a person meant: a date, or a text such as 2018-12-31, 2018/12/31, 2018.12.31 or 2018年12月31日.
std::optional<Date> date_in(const StoredCell& cell, bool dates_from_1904 = false);

/// A text without blanks around it, full-width and invisible ones too.
std::string_view without_blanks(std::string_view text);

/// What a person reads in a cell, without blanks around it.
std::string text_in(const StoredCell& cell);

/// The same as a spreadsheet shows it: a day as 2018-12-31, a share as 50%, what is very large or small as 1E+300.
std::string shown_in(const StoredCell& cell, bool dates_from_1904 = false);

/// The number by which a spreadsheet stores a day.
double serial_of(Date date, bool dates_from_1904 = false);

}  // namespace libplan
