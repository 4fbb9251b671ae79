// libFuzzer: whatever the cells hold, they are written as a workbook whose parts are well-formed XML, or refused; and
// our own rows and texts are those of libxlsxwriter.
#include <expat.h>
#include <fuzzer/FuzzedDataProvider.h>
#include <unistd.h>

#include <cstdio>
#include <map>

#include "libplan/problem.hpp"
#include "reports/workbook.hpp"
#include "unpacked.hpp"

namespace {

using libplan::Cell;
using libplan::Sheet;
using libplan::testing::parts_of;

void require_well_formed(const std::string& xml) {
    XML_Parser parser = XML_ParserCreate("UTF-8");
    if (XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) != XML_STATUS_OK) __builtin_trap();
    XML_ParserFree(parser);
}

Cell cell_from(FuzzedDataProvider& data) {
    Cell cell;
    const int kind = data.ConsumeIntegralInRange(0, 6);
    if (kind < 4) cell.value = data.ConsumeRandomLengthString(60);
    if (kind == 4) cell.value = data.ConsumeFloatingPoint<double>();
    if (kind == 5) cell.value = std::string(40000, data.ConsumeIntegral<char>());
    if (data.ConsumeBool()) cell.formula = "\"" + data.ConsumeRandomLengthString(20) + "\"";
    if (data.ConsumeIntegralInRange(0, 9) == 0) cell.set({.link = data.ConsumeRandomLengthString(30)});
    if (data.ConsumeIntegralInRange(0, 9) == 0) cell.set({.link = "https://" + data.ConsumeRandomLengthString(30)});
    cell.look = static_cast<libplan::Look>(data.ConsumeIntegralInRange(0, static_cast<int>(libplan::Look::aside)));
    cell.places = data.ConsumeIntegralInRange(0, 4);
    cell.span = data.ConsumeIntegralInRange(1, 3);
    return cell;
}

Sheet sheet_from(FuzzedDataProvider& data) {
    Sheet sheet;
    sheet.name = data.ConsumeRandomLengthString(34);
    sheet.widths = {10, 20, 30};
    for (int rows = data.ConsumeIntegralInRange(0, 4); rows > 0; --rows) {
        libplan::Row row;
        for (int cells = data.ConsumeIntegralInRange(0, 4); cells > 0; --cells) row.cells.push_back(cell_from(data));
        row.height = data.ConsumeIntegralInRange(0, 30);
        sheet.rows.push_back(std::move(row));
    }
    if (data.ConsumeBool() && !sheet.rows.empty()) {
        libplan::Chart chart;
        chart.title = data.ConsumeRandomLengthString(20);
        chart.series = {
            {data.ConsumeRandomLengthString(20), 0, 1, 0, static_cast<int>(sheet.rows.size()) - 1, {}, false}};
        chart.description = chart.title;
        sheet.charts.push_back(std::move(chart));
    }
    return sheet;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const std::string file = "/dev/shm/libplan-fuzz-" + std::to_string(getpid()) + ".xlsx";
    FuzzedDataProvider data(bytes, size);
    std::vector<Sheet> sheets;
    for (int i = data.ConsumeIntegralInRange(1, 2); i > 0; --i) sheets.push_back(sheet_from(data));
    libplan::WorkbookOptions options{data.ConsumeRandomLengthString(20), data.ConsumeRandomLengthString(20)};
    if (!libplan::packs_workbooks()) __builtin_trap();
    std::map<std::string, std::string> parts[2];
    try {
        for (const libplan::Packing packing : {libplan::Packing::own, libplan::Packing::library}) {
            options.packing = packing;
            libplan::write_workbook(file, sheets, options);
            parts[static_cast<int>(packing)] = parts_of(file);
            unlink(file.c_str());
        }
    } catch (const libplan::InputError&) {
        if (access(file.c_str(), F_OK) == 0 || access((file + ".part").c_str(), F_OK) == 0) __builtin_trap();
        return 0;
    }
    if (parts[0].size() != parts[1].size()) __builtin_trap();
    for (const auto& [name, text] : parts[0]) {
        require_well_formed(text);
        if (parts[1][name] == text) continue;
        std::fprintf(stderr, "%s\nours: %s\nthe library's: %s\n", name.c_str(), text.c_str(), parts[1][name].c_str());
        __builtin_trap();
    }
    return 0;
}
