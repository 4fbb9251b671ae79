#pragma once
// Private: an indicator's course as a small drawing and in words.
#include "reports/layout.hpp"

namespace libplan {

/// Inline SVG: the band of admissible values, the required path dashed, the figures solid; the judged one is a dot
/// inside the band and a triangle outside. What it shows stands in its title, for whoever does not see it.
std::string paint_sketch(const Sketch& sketch, Language language);

/// "2015年31人；2016年30人（应达29.5人）"
std::string words_of(const Sketch& sketch, Language language);

}  // namespace libplan
