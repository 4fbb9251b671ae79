#pragma once
// The parts of a workbook, for comparing.
#include <libdeflate.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace libplan::testing {

inline std::map<std::string, std::string> parts_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    const std::string file = content.str();
    std::map<std::string, std::string> parts;
    const auto number = [&](std::size_t at, int bytes) {
        std::size_t value = 0;
        for (int i = bytes; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(file[at + static_cast<std::size_t>(i)]);
        return value;
    };
    libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
    for (std::size_t at = file.rfind("PK\5\6"), entry = number(at + 16, 4); entry < at;) {
        const std::size_t name_size = number(entry + 28, 2), header = number(entry + 42, 4);
        std::string text(number(entry + 24, 4), '\0');
        const std::size_t data = header + 30 + number(header + 26, 2) + number(header + 28, 2);
        std::size_t size = 0;
        if (libdeflate_deflate_decompress(inflater, file.data() + data, number(entry + 20, 4), text.data(), text.size(),
                                          &size) != LIBDEFLATE_SUCCESS ||
            size != text.size())
            throw std::runtime_error("damaged: " + path.string());
        parts[file.substr(entry + 46, name_size)] = std::move(text);
        entry += 46 + name_size + number(entry + 30, 2) + number(entry + 32, 2);
    }
    libdeflate_free_decompressor(inflater);
    return parts;
}

}  // namespace libplan::testing
