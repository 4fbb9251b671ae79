// libFuzzer: whatever bytes a workbook holds, it is read or refused, in bounds. An input that is no container is taken
// as its parts, one after the other, so that what is inside is reached: sheet, texts and styles, between zero bytes.
#include <cstdint>

#include "packing.hpp"
#include "reports/cell_values.hpp"

namespace {

void read_all(std::string_view bytes) {
    try {
        const libplan::StoredWorkbook book = libplan::read_workbook(bytes, "fuzzed.xlsx");
        for (const libplan::StoredSheet& sheet : book.sheets)
            for (const libplan::StoredCell& cell : sheet.cells) {
                libplan::number_in(cell, "%");
                libplan::number_in(cell, "万元");
                libplan::date_in(cell, book.dates_from_1904);
                libplan::text_in(cell);
                if (sheet.find(cell.row, cell.column) != &cell) __builtin_trap();
            }
    } catch (const libplan::InputError&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF")) {
        read_all(bytes);
        return 0;
    }
    std::string parts[3];
    std::size_t at = 0;
    for (std::string& part : parts) {
        const std::size_t end = std::min(bytes.find('\0', at), bytes.size());
        part = bytes.substr(at, end - at);
        at = std::min(end + 1, bytes.size());
    }
    read_all(libplan::testing::packed(libplan::testing::book_of(
        "",
        {{"xl/worksheets/sheet1.xml", parts[0]}, {"xl/sharedStrings.xml", parts[1]}, {"xl/styles.xml", parts[2]}})));
    return 0;
}
