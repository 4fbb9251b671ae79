#pragma once
// Private: packing the parts of a workbook ourselves, in memory. libxlsxwriter writes each part to a temporary file and
// hands it to minizip; it looks for both by name when it is loaded, and finds ours (packing.cpp) before its own.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reports/aside.hpp"

struct libdeflate_compressor;
struct z_stream_s;

namespace libplan {

/// What a zip file says of a part in front of it, and of all parts at its end (PKWARE APPNOTE 4.3).
class ZipDirectory {
public:
    struct Entry {
        std::uint32_t checksum = 0;
        std::uint64_t packed = 0, plain = 0;
    };
    static std::string header(std::string_view name, const Entry& entry);
    void add(std::string_view name, const Entry& entry, std::uint64_t offset);
    /// The end of the file, that begins at an offset.
    std::string end(std::uint64_t offset) const;
    void clear() { *this = {}; }

private:
    std::string entries_;
    std::uint16_t parts_ = 0;
};

struct Part {
    std::string name, text;
};

/// Whether libxlsxwriter's parts do come to us: seen once, from a workbook that is written for that. They do not where
/// another module of the process had loaded the library before, or where libplan is built with a library of its own.
bool packs_parts();

/// Takes the parts of one workbook after another. What is the same as in the workbook before is not compressed again;
/// that changes no byte. For one thread at a time.
class Packer {
public:
    Packer();
    ~Packer();
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    /// The parts that the library writes while `close` runs.
    std::vector<Part> parts(const std::function<void()>& close);

    /// A file part by part; what `finish` returns is valid until the next one begins.
    void begin();
    void add(const std::string& name, std::string text);
    const std::string& finish();

    // ---- what the library's calls come to ----

    void open_part(std::string_view name) { received_.push_back({std::string(name), {}}); }
    void receive(std::string_view bytes) { received_.back().text += bytes; }
    std::string take_buffer();
    void give_back(std::string buffer);

private:
    struct Packed {
        std::string text, bytes;
        std::uint32_t checksum = 0;
    };
    const Packed& packed(const std::string& name, std::string text);

    std::string file_;
    ZipDirectory directory_;
    std::vector<Part> received_;
    std::unordered_map<std::string, Packed> before_;  ///< by name of the part
    std::vector<std::string> buffers_;
    libdeflate_compressor* compressor_ = nullptr;
};

/// A zip file of parts that need not fit into memory.
class ZipStream {
public:
    explicit ZipStream(Aside& file);
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    void begin(std::string_view name);
    void write(std::string_view text);
    void end();
    void add(const Part& part);
    void finish();

private:
    void deflate_to(int flush);
    void put(std::string_view bytes);

    Aside& file_;
    std::unique_ptr<z_stream_s> stream_;
    ZipDirectory directory_;
    ZipDirectory::Entry entry_;
    std::string name_, room_;
    std::uint64_t offset_ = 0, part_offset_ = 0;
};

}  // namespace libplan
