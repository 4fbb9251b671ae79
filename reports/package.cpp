#include "reports/package.hpp"

#include <expat.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <vector>

#include "libplan/file_failure.hpp"
#include "libplan/utf8.hpp"

namespace libplan {
namespace {

constexpr std::string_view office_document = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";  // of .xls and of encrypted files
constexpr std::string_view encrypted_package{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32};

std::string folded(std::string_view name) {
    std::string path = small_letters(name);
    std::replace(path.begin(), path.end(), '\\', '/');
    return path;
}

std::string megabytes(std::size_t bytes) { return std::to_string(bytes / PackageLimits::megabyte); }

/// Closes the file at the end.
struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

}  // namespace

void refuse_workbook(const std::string& file, std::string code, Message message) {
    throw InputError({{std::move(code), {file, 0, 0}, std::move(message), {}}});
}

void refuse_damaged(const std::string& file, std::string_view part, Message damage) {
    refuse_workbook(file, "workbook-damaged", {Phrase::book_damaged, {part, std::move(damage)}});
}

std::string workbook_bytes(const std::filesystem::path& file) {
    // A pipe or a device would never end: only what is a file is read, without waiting.
    const Descriptor open_file{open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (open_file.number < 0 || fstat(open_file.number, &status) != 0) fail_to_read(file, errno);
    if (S_ISDIR(status.st_mode))
        throw FileError({EISDIR, std::generic_category()}, {Phrase::not_a_file, {file.string()}});
    if (!S_ISREG(status.st_mode)) fail_to_read(file, EINVAL);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > PackageLimits::container)
        refuse_workbook(file.string(), "workbook-too-large",
                        {Phrase::book_too_large, {megabytes(size), megabytes(PackageLimits::container)}});
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(open_file.number, bytes.data() + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_to_read(file, errno);
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

// ---- the archive ----

struct Package::Archive {
    zip_t* zip = nullptr;
    libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
    Archive() {
        if (!inflater) throw std::bad_alloc();
    }
    ~Archive() {
        if (zip) zip_discard(zip);
        libdeflate_free_decompressor(inflater);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
};

Package::Package(std::string_view bytes, std::string file)
    : file_(std::move(file)), archive_(std::make_unique<Archive>()) {
    if (bytes.empty()) refuse_workbook(file_, "workbook-truncated", Phrase::book_empty);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (!source) throw std::bad_alloc();
    archive_->zip = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (!archive_->zip) {
        zip_source_free(source);
        refuse_unopened(bytes);
    }
    list_parts();
}

Package::~Package() = default;

void Package::refuse_unopened(std::string_view bytes) const {
    if (bytes.starts_with("PK")) refuse_workbook(file_, "workbook-truncated", Phrase::book_truncated);
    if (!bytes.starts_with(office_document)) refuse_workbook(file_, "no-workbook", Phrase::book_other);
    if (bytes.find(encrypted_package) != std::string_view::npos)
        refuse_workbook(file_, "workbook-encrypted", Phrase::book_encrypted);
    refuse_workbook(file_, "workbook-old", Phrase::book_old_format);
}

void Package::list_parts() {
    const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive_->zip, 0)));
    if (count > PackageLimits::parts) refuse_workbook(file_, "no-workbook", Phrase::book_other);
    for (zip_uint64_t i = 0; i < count; ++i) {
        zip_stat_t status;
        if (zip_stat_index(archive_->zip, i, ZIP_FL_ENC_RAW, &status) != 0 || !(status.valid & ZIP_STAT_NAME))
            refuse_workbook(file_, "workbook-truncated", Phrase::book_truncated);
        if (status.encryption_method != ZIP_EM_NONE)
            refuse_workbook(file_, "workbook-encrypted", Phrase::book_encrypted);
        const std::string name = folded(status.name);
        if (name.ends_with("vbaproject.bin") || name.find("/macrosheets/") != std::string::npos)
            refuse_workbook(file_, "workbook-macros", Phrase::book_macros);
        if (!parts_.emplace(name, i).second)
            refuse_workbook(file_, "workbook-part-twice", {Phrase::book_twice, {status.name}});
    }
    if (has("mimetype") && !has("[content_types].xml"))
        refuse_workbook(file_, "no-workbook", Phrase::book_open_document);
}

bool Package::has(std::string_view part) const { return parts_.contains(folded(part)); }

std::string Package::read(std::string_view part) {
    const auto found = parts_.find(folded(part));
    if (found == parts_.end()) refuse_damaged(file_, part, Phrase::damage_missing);
    zip_stat_t status;
    constexpr auto needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
    if (zip_stat_index(archive_->zip, found->second, 0, &status) != 0 || (status.valid & needed) != needed ||
        (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE))
        refuse_damaged(file_, part, Phrase::damage_packing);
    const bool is_bomb = status.size > PackageLimits::part || (status.size > PackageLimits::ratio_from &&
                                                               status.size / PackageLimits::ratio > status.comp_size);
    if (is_bomb) refuse_workbook(file_, "workbook-bomb", {Phrase::book_bomb, {part}});
    unpacked_ += status.size;
    if (unpacked_ > PackageLimits::total)
        refuse_workbook(file_, "workbook-bomb", {Phrase::book_too_much, {megabytes(PackageLimits::total)}});

    zip_file_t* packed_file = zip_fopen_index(archive_->zip, found->second, ZIP_FL_COMPRESSED);
    if (!packed_file) refuse_damaged(file_, part, Phrase::damage_packing);
    std::string packed(std::min<std::size_t>(status.comp_size, PackageLimits::container), '\0');
    const zip_int64_t got = zip_fread(packed_file, packed.data(), packed.size());
    zip_fclose(packed_file);
    if (got < 0 || static_cast<zip_uint64_t>(got) != status.comp_size)
        refuse_workbook(file_, "workbook-truncated", Phrase::book_truncated);

    std::string content;
    if (status.comp_method == ZIP_CM_STORE) {
        content = std::move(packed);
    } else {
        content.resize(status.size);
        // With no room for the actual size given, what is not exactly as long as it says is refused.
        if (libdeflate_deflate_decompress(archive_->inflater, packed.data(), packed.size(), content.data(),
                                          content.size(), nullptr) != LIBDEFLATE_SUCCESS)
            refuse_damaged(file_, part, Phrase::damage_packing);
    }
    if (content.size() != status.size || libdeflate_crc32(0, content.data(), content.size()) != status.crc)
        refuse_damaged(file_, part, Phrase::damage_checksum);
    return content;
}

// ---- XML ----

namespace {

std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

class Parser {
public:
    Parser(const Package& package, std::string_view part, XmlReader& reader)
        : package_(package), part_(part), reader_(reader), parser_(XML_ParserCreate(nullptr)) {
        if (!parser_) throw std::bad_alloc();
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(parser_, &Parser::on_start, &Parser::on_end);
        XML_SetCharacterDataHandler(parser_, &Parser::on_text);
        XML_SetStartDoctypeDeclHandler(parser_, &Parser::on_doctype);
    }
    ~Parser() { XML_ParserFree(parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    void read(std::string_view xml) {
        const bool whole = XML_Parse(parser_, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
        if (failed_) std::rethrow_exception(failed_);
        if (!whole)
            refuse_damaged(package_.file(), part_,
                           {Phrase::damage_xml, {std::to_string(XML_GetCurrentLineNumber(parser_))}});
    }

private:
    /// Exceptions cannot pass through the library, which is written in C: they are kept until it has stopped.
    template <class Action>
    void guard(Action action) {
        if (failed_) return;
        try {
            action();
        } catch (...) {
            failed_ = std::current_exception();
            XML_StopParser(parser_, XML_FALSE);
        }
    }
    static Parser& own(void* data) { return *static_cast<Parser*>(data); }

    static void on_start(void* data, const char* name, const char** attributes) {
        Parser& parser = own(data);
        parser.guard([&] {
            if (++parser.depth_ > PackageLimits::depth)
                refuse_workbook(parser.package_.file(), "workbook-deep", {Phrase::book_deep, {parser.part_}});
            parser.reader_.start(without_prefix(name), Attributes(attributes));
        });
    }
    static void on_end(void* data, const char* name) {
        Parser& parser = own(data);
        --parser.depth_;
        parser.guard([&] { parser.reader_.end(without_prefix(name)); });
    }
    static void on_text(void* data, const char* text, int length) {
        Parser& parser = own(data);
        parser.guard([&] { parser.reader_.text({text, static_cast<std::size_t>(length)}); });
    }
    static void on_doctype(void* data, const char*, const char*, const char*, int) {
        Parser& parser = own(data);
        parser.guard([&] {
            refuse_workbook(parser.package_.file(), "workbook-doctype", {Phrase::book_doctype, {parser.part_}});
        });
    }

    const Package& package_;
    std::string_view part_;
    XmlReader& reader_;
    XML_Parser parser_;
    int depth_ = 0;
    std::exception_ptr failed_;
};

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; *pair; pair += 2)
        if (without_prefix(pair[0]) == name) return pair[1];
    return {};
}

void read_xml(const Package& package, std::string_view part, std::string_view xml, XmlReader& reader) {
    Parser(package, part, reader).read(xml);
}

// ---- relations ----

namespace {

/// "xl/worksheets/sheet1.xml" of "worksheets/sheet1.xml" seen from "xl/workbook.xml"; "/xl/…" starts at the top.
std::string part_name(std::string_view from, std::string_view target) {
    std::string path(target);
    std::replace(path.begin(), path.end(), '\\', '/');
    std::string name = path.starts_with('/') ? path.substr(1) : std::string(from.substr(0, from.rfind('/') + 1)) + path;
    return std::filesystem::path(name).lexically_normal().generic_string();
}

class RelationsReader : public XmlReader {
public:
    explicit RelationsReader(std::string_view part) : part_(part) {}

    void start(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship") return;
        const std::string_view type = attributes["Type"];
        const bool external = attributes["TargetMode"] == "External";
        const std::string target =
            external ? std::string(attributes["Target"]) : part_name(part_, attributes["Target"]);
        relations[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)), target, external};
    }

    std::map<std::string, Relation, std::less<>> relations;

private:
    std::string_view part_;
};

}  // namespace

std::map<std::string, Relation, std::less<>> relations_of(Package& package, std::string_view part) {
    const auto slash = part.rfind('/') + 1;
    const std::string name = std::string(part.substr(0, slash)) + "_rels/" + std::string(part.substr(slash)) + ".rels";
    if (!package.has(name)) return {};
    RelationsReader reader(part);
    read_xml(package, name, package.read(name), reader);
    return std::move(reader.relations);
}

}  // namespace libplan
