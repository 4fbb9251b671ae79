#pragma once
// Private: workbooks one after another.
#include "reports/aside.hpp"
#include "reports/packing.hpp"
#include "reports/workbook.hpp"

namespace libplan {

/// Paints sheets into files; what is the same in one workbook and the next is packed once. For one thread at a time.
class WorkbookPainter {
public:
    void paint(Aside& file, const std::vector<Sheet>& sheets, const WorkbookOptions& options);

private:
    Packer packer_;
};

}  // namespace libplan
