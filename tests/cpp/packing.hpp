#pragma once
// Workbooks made part by part, as one program or another writes them.
#include <zip.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace libplan::testing {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// The bytes of a zip archive of these parts.
inline std::string packed(const Parts& parts) {
    const auto require = [](bool done) {
        if (!done) throw std::runtime_error("cannot pack");
    };
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    require(archive != nullptr);
    for (const auto& [name, content] : parts)
        require(zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                             ZIP_FL_ENC_UTF_8) >= 0);
    require(zip_close(archive) == 0);
    require(zip_source_open(target) == 0);
    zip_stat_t status;
    require(zip_source_stat(target, &status) == 0);
    std::string bytes(status.size, '\0');
    require(zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

constexpr auto content_types =
    R"(<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>)";

/// A workbook with one sheet of these rows; other parts are added or put in place of those of the same name.
inline Parts book_of(const std::string& rows, const Parts& others = {}) {
    const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    Parts parts{
        {"[Content_Types].xml", content_types},
        {"_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + types +
                            "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
         "</workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"r1\" Type=\"" + types +
             "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" + types +
             "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"" + types +
             "styles\" Target=\"styles.xml\"/></Relationships>"},
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
        {"xl/sharedStrings.xml", "<sst><si><t>甲</t></si></sst>"},
        {"xl/styles.xml", "<styleSheet/>"},
    };
    for (const auto& other : others) {
        std::erase_if(parts, [&](const auto& part) { return part.first == other.first; });
        parts.push_back(other);
    }
    return parts;
}

}  // namespace libplan::testing
