#include "reports/packing.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace libplan {
namespace {

void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// What stands the same in front of a part and in the directory; all parts are of 1980-01-01, as Excel's own are.
void put_description(std::string& out, std::string_view name, const ZipDirectory::Entry& entry) {
    put(out, 20, 2);      // version needed
    put(out, 0, 2);       // flags
    put(out, 8, 2);       // deflated
    put(out, 0, 2);       // time
    put(out, 0x0021, 2);  // day
    put(out, entry.checksum, 4);
    put(out, entry.packed, 4);
    put(out, entry.plain, 4);
    put(out, name.size(), 2);
    put(out, 0, 2);  // extra
}

}  // namespace

std::string ZipDirectory::header(std::string_view name, const Entry& entry) {
    std::string header;
    put(header, 0x04034B50, 4);
    put_description(header, name, entry);
    return header.append(name);
}

void ZipDirectory::add(std::string_view name, const Entry& entry, std::uint64_t offset) {
    if (std::max({entry.packed, entry.plain, offset}) > UINT32_MAX || parts_ == UINT16_MAX)
        throw std::length_error("zip");
    put(entries_, 0x02014B50, 4);
    put(entries_, 0, 2);  // made by
    put_description(entries_, name, entry);
    put(entries_, 0, 2);  // comment
    put(entries_, 0, 2);  // disk
    put(entries_, 0, 2);  // internal attributes
    put(entries_, 0, 4);  // external attributes
    put(entries_, offset, 4);
    entries_ += name;
    ++parts_;
}

std::string ZipDirectory::end(std::uint64_t offset) const {
    std::string end = entries_;
    put(end, 0x06054B50, 4);
    put(end, 0, 4);  // disks
    put(end, parts_, 2);
    put(end, parts_, 2);
    put(end, entries_.size(), 4);
    put(end, offset, 4);
    put(end, 0, 2);  // comment
    return end;
}

}  // namespace libplan

#ifdef LIBPLAN_PACKS_PARTS
#include <dlfcn.h>
#include <libdeflate.h>
#include <xlsxwriter.h>
#include <zlib.h>

#include <cstring>

namespace libplan {
namespace {

constexpr int compression_level = 1;  // a tenth larger than level 6, in two fifths of the time

thread_local Packer* receiving = nullptr;

// ---- a temporary file of the library, in memory ----

struct Scratch {
    Packer& owner;
    std::string bytes;
    std::size_t at = 0;
};

ssize_t read_scratch(void* cookie, char* buffer, std::size_t size) {
    auto& scratch = *static_cast<Scratch*>(cookie);
    const std::size_t count = std::min(size, scratch.bytes.size() - scratch.at);
    std::memcpy(buffer, scratch.bytes.data() + scratch.at, count);
    scratch.at += count;
    return static_cast<ssize_t>(count);
}

ssize_t write_scratch(void* cookie, const char* buffer, std::size_t size) {
    auto& scratch = *static_cast<Scratch*>(cookie);
    scratch.bytes.replace(scratch.at, size, buffer, size);
    scratch.at += size;
    return static_cast<ssize_t>(size);
}

int seek_scratch(void* cookie, off64_t* offset, int from) {
    auto& scratch = *static_cast<Scratch*>(cookie);
    const auto base = from == SEEK_SET ? 0 : from == SEEK_CUR ? scratch.at : scratch.bytes.size();
    const off64_t wanted = static_cast<off64_t>(base) + *offset;
    if (wanted < 0 || wanted > static_cast<off64_t>(scratch.bytes.size())) return -1;
    scratch.at = static_cast<std::size_t>(wanted);
    *offset = wanted;
    return 0;
}

int close_scratch(void* cookie) {
    const std::unique_ptr<Scratch> scratch(static_cast<Scratch*>(cookie));
    scratch->owner.give_back(std::move(scratch->bytes));
    return 0;
}

FILE* open_scratch(Packer& owner) {
    auto scratch = std::make_unique<Scratch>(Scratch{owner, owner.take_buffer()});
    FILE* file = fopencookie(scratch.get(), "w+", {read_scratch, write_scratch, seek_scratch, close_scratch});
    if (file) scratch.release();
    return file;
}

/// The function that would have been found without ours.
template <class Function>
Function* original(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Writes an empty workbook and sees what comes here. What does not come goes to a file that keeps nothing.
bool try_packing() {
    if (std::string_view(lxw_version()) != LXW_VERSION) return false;
    lxw_workbook* book = workbook_new("/dev/null");
    if (!book || !workbook_add_worksheet(book, nullptr)) return false;
    Packer packer;
    try {
        const std::vector<Part> parts = packer.parts([&] { workbook_close(book); });
        return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
            return part.name == "xl/worksheets/sheet1.xml" && part.text.ends_with("</worksheet>");
        });
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

bool packs_parts() {
    static const bool does = try_packing();
    return does;
}

Packer::Packer() : compressor_(libdeflate_alloc_compressor(compression_level)) {
    if (!compressor_) throw std::bad_alloc();
}

Packer::~Packer() { libdeflate_free_compressor(compressor_); }

std::vector<Part> Packer::parts(const std::function<void()>& close) {
    struct Receiving {
        explicit Receiving(Packer* packer) { receiving = packer; }
        ~Receiving() { receiving = nullptr; }
    } const now(this);
    received_.clear();
    close();
    return std::exchange(received_, {});
}

const Packer::Packed& Packer::packed(const std::string& name, std::string text) {
    Packed& known = before_[name];
    if (!known.bytes.empty() && known.text == text) return known;
    known.bytes.clear();  // never those of another text
    known.text = std::move(text);
    known.checksum = libdeflate_crc32(0, known.text.data(), known.text.size());
    known.bytes.resize(libdeflate_deflate_compress_bound(compressor_, known.text.size()));
    known.bytes.resize(libdeflate_deflate_compress(compressor_, known.text.data(), known.text.size(),
                                                   known.bytes.data(), known.bytes.size()));
    return known;
}

void Packer::begin() {
    file_.clear();
    directory_.clear();
}

void Packer::add(const std::string& name, std::string text) {
    const Packed& part = packed(name, std::move(text));
    const ZipDirectory::Entry entry{part.checksum, part.bytes.size(), part.text.size()};
    directory_.add(name, entry, file_.size());
    file_ += ZipDirectory::header(name, entry);
    file_ += part.bytes;
}

const std::string& Packer::finish() {
    file_ += directory_.end(file_.size());
    return file_;
}

std::string Packer::take_buffer() {
    if (buffers_.empty()) return {};
    std::string buffer = std::move(buffers_.back());
    buffers_.pop_back();
    return buffer;
}

void Packer::give_back(std::string buffer) {
    buffer.clear();
    buffers_.push_back(std::move(buffer));
}

// ---- parts that are packed as they come ----

ZipStream::ZipStream(Aside& file) : file_(file), stream_(std::make_unique<z_stream_s>()), room_(1 << 16, '\0') {
    // Raw, as in a zip file, and at the level that is fastest: rows are much alike.
    if (deflateInit2(stream_.get(), 1, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
}

ZipStream::~ZipStream() { deflateEnd(stream_.get()); }

void ZipStream::put(std::string_view bytes) {
    file_.write(bytes);
    offset_ += bytes.size();
}

void ZipStream::begin(std::string_view name) {
    name_ = name;
    part_offset_ = offset_;
    entry_ = {};
    deflateReset(stream_.get());
    put(ZipDirectory::header(name_, entry_));  // written again when the sizes are known
}

void ZipStream::deflate_to(int flush) {
    do {
        stream_->next_out = reinterpret_cast<Bytef*>(room_.data());
        stream_->avail_out = static_cast<uInt>(room_.size());
        deflate(stream_.get(), flush);
        put({room_.data(), room_.size() - stream_->avail_out});
    } while (stream_->avail_out == 0);
}

void ZipStream::write(std::string_view text) {
    entry_.checksum = libdeflate_crc32(entry_.checksum, text.data(), text.size());
    entry_.plain += text.size();
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_->avail_in = static_cast<uInt>(text.size());
    deflate_to(Z_NO_FLUSH);
}

void ZipStream::end() {
    deflate_to(Z_FINISH);
    const std::string header = ZipDirectory::header(name_, entry_);
    entry_.packed = offset_ - part_offset_ - header.size();
    directory_.add(name_, entry_, part_offset_);
    file_.overwrite(part_offset_, ZipDirectory::header(name_, entry_));
}

void ZipStream::add(const Part& part) {
    begin(part.name);
    write(part.text);
    end();
}

void ZipStream::finish() { put(directory_.end(offset_)); }

}  // namespace libplan

// ---- what libxlsxwriter finds instead of its own temporary files and of minizip. Only while a Packer of this thread
// receives; all other calls, and those of other users of the library in the process, go where they would have gone.
// ----

#define LIBPLAN_FOUND_FIRST extern "C" __attribute__((visibility("default")))
using libplan::original;
using libplan::receiving;

LIBPLAN_FOUND_FIRST FILE* lxw_tmpfile(char* folder) {
    if (receiving) return libplan::open_scratch(*receiving);
    static const auto other = original<FILE*(char*)>("lxw_tmpfile");
    return other ? other(folder) : nullptr;
}

LIBPLAN_FOUND_FIRST void* zipOpen(const char* path, int append) {
    if (receiving) return receiving;
    static const auto other = original<void*(const char*, int)>("zipOpen");
    return other ? other(path, append) : nullptr;
}

LIBPLAN_FOUND_FIRST int zipOpenNewFileInZip4_64(void* zip, const char* name, const void* info, const void* extra_local,
                                                unsigned extra_local_size, const void* extra_global,
                                                unsigned extra_global_size, const char* comment, int method, int level,
                                                int raw, int window, int memory, int strategy, const char* password,
                                                unsigned long checksum, unsigned long made_by, unsigned long flags,
                                                int zip64) {
    if (receiving && zip == receiving) {
        receiving->open_part(name);
        return 0;
    }
    static const auto other = original<decltype(zipOpenNewFileInZip4_64)>("zipOpenNewFileInZip4_64");
    return other ? other(zip, name, info, extra_local, extra_local_size, extra_global, extra_global_size, comment,
                         method, level, raw, window, memory, strategy, password, checksum, made_by, flags, zip64)
                 : -1;
}

LIBPLAN_FOUND_FIRST int zipWriteInFileInZip(void* zip, const void* bytes, unsigned size) {
    if (receiving && zip == receiving) {
        receiving->receive({static_cast<const char*>(bytes), size});
        return 0;
    }
    static const auto other = original<decltype(zipWriteInFileInZip)>("zipWriteInFileInZip");
    return other ? other(zip, bytes, size) : -1;
}

LIBPLAN_FOUND_FIRST int zipCloseFileInZip(void* zip) {
    if (receiving && zip == receiving) return 0;
    static const auto other = original<decltype(zipCloseFileInZip)>("zipCloseFileInZip");
    return other ? other(zip) : -1;
}

LIBPLAN_FOUND_FIRST int zipClose(void* zip, const char* comment) {
    if (receiving && zip == receiving) return 0;
    static const auto other = original<decltype(zipClose)>("zipClose");
    return other ? other(zip, comment) : -1;
}

#else  // built with a library of its own: it packs itself, and nobody asks for more

struct z_stream_s {};

namespace libplan {

bool packs_parts() { return false; }
Packer::Packer() = default;
Packer::~Packer() = default;
std::vector<Part> Packer::parts(const std::function<void()>& close) {
    close();
    return {};
}
void Packer::begin() {}
void Packer::add(const std::string&, std::string) {}
const std::string& Packer::finish() { return file_; }
ZipStream::ZipStream(Aside& file) : file_(file) {}
ZipStream::~ZipStream() = default;
void ZipStream::begin(std::string_view) {}
void ZipStream::write(std::string_view) {}
void ZipStream::end() {}
void ZipStream::add(const Part&) {}
void ZipStream::finish() {}

}  // namespace libplan

#endif
