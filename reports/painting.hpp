#pragma once
// Private: workbooks one after another.
#include <list>

#include "reports/aside.hpp"
#include "reports/packing.hpp"
#include "reports/workbook_frame.hpp"

namespace libplan {

/// Paints sheets into files; what is the same in one workbook and the next is written and packed once. For one thread
/// at a time.
class WorkbookPainter {
public:
    void paint(Aside& file, const std::vector<Sheet>& sheets, const WorkbookOptions& options);

private:
    /// What the library has written of a frame.
    struct Framed {
        BookFrame frame;
        std::vector<int> styles;        ///< the number of each of its formats in the file
        std::vector<bool> are_of_2010;  ///< the sheets with what only Excel 2010 and later know
        std::vector<Part> parts;
    };
    static constexpr std::size_t most_framed = 8;
    const Framed& framed(const Aside& file, BookFrame frame);

    std::list<Framed> framed_;  ///< the last used first
    Packer packer_;
};

}  // namespace libplan
