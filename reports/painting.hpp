#pragma once
// Private: workbooks one after another.
#include <list>

#include "reports/aside.hpp"
#include "reports/packing.hpp"
#include "reports/workbook_frame.hpp"

namespace libplan {

/// Paints sheets into files. What libxlsxwriter writes of a frame, or of styles, is kept for the next workbook that has
/// the same, and what is the same in one workbook and the next is packed once. For one thread at a time.
class WorkbookPainter {
public:
    void paint(Aside& file, const std::vector<Sheet>& sheets, const WorkbookOptions& options);

private:
    struct FrameParts {
        BookFrame of;
        std::vector<bool> are_of_2010;  ///< the sheets with what only Excel 2010 and later know
        std::vector<Part> parts;        ///< that of the styles is another's
    };
    struct StylesPart {
        BookStyles of;
        std::vector<int> numbers;  ///< of each format in the file
        std::string text;
    };
    void have_written(const Aside& file, const Outline& outline);

    std::list<FrameParts> frames_;  ///< the last used first
    std::list<StylesPart> styles_;
    Packer packer_;
};

}  // namespace libplan
