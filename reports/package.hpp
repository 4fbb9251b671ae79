#pragma once
// Private: the container of a workbook, a zip archive of parts, unpacked within bounds; and its XML.
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "libplan/problem.hpp"

namespace libplan {

/// What a workbook may take; beyond it is refused.
struct PackageLimits {
    static constexpr std::size_t megabyte = std::size_t{1} << 20;
    static constexpr std::size_t container = 20 * megabyte;
    static constexpr std::size_t part = 64 * megabyte;
    static constexpr std::size_t total = 256 * megabyte;
    static constexpr std::size_t ratio = 100;            ///< unpacked to packed, …
    static constexpr std::size_t ratio_from = megabyte;  ///< … of parts larger than this
    static constexpr std::size_t parts = 10'000;
    static constexpr int depth = 64;  ///< of XML
};

/// Refuses a workbook as a whole.
[[noreturn]] void refuse_workbook(const std::string& file, std::string code, Message message);
/// The same for a part of it that cannot be understood.
[[noreturn]] void refuse_damaged(const std::string& file, std::string_view part, Message damage);

/// A file as bytes, at most as large as a container. Throws FileError, or InputError for what is larger.
std::string workbook_bytes(const std::filesystem::path& file);

/// The parts of a container by name. Throws InputError for what is no container of a workbook: encrypted, truncated,
/// another format, with macros or with names that stand twice.
class Package {
public:
    Package(std::string_view bytes, std::string file);
    ~Package();
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;

    const std::string& file() const { return file_; }
    bool has(std::string_view part) const;
    /// The content of a part; refuses one that is missing, damaged or too large.
    std::string read(std::string_view part);

private:
    struct Archive;
    [[noreturn]] void refuse_unopened(std::string_view bytes) const;
    void list_parts();

    std::string file_;
    std::unique_ptr<Archive> archive_;
    std::map<std::string, std::uint64_t, std::less<>> parts_;  ///< by name in small letters: the index in the archive
    std::size_t unpacked_ = 0;
};

/// The attributes of an element by name, whatever their prefix.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    /// The value, or nothing at all if there is no such attribute.
    std::string_view operator[](std::string_view name) const;

private:
    const char** pairs_;
};

/// Hears the elements of an XML part, named without their prefixes.
class XmlReader {
public:
    virtual ~XmlReader() = default;
    virtual void start(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view) {}
    virtual void text(std::string_view) {}
};

/// Reads a whole part; refuses what is no XML, declares a DOCTYPE or is nested too deep.
void read_xml(const Package& package, std::string_view part, std::string_view xml, XmlReader& reader);

/// What a relation of a part refers to.
struct Relation {
    std::string kind;    ///< the last word of its type: "worksheet", "sharedStrings" …
    std::string target;  ///< the name of a part; of an external relation whatever it says
    bool external = false;
};

/// The relations of a part by id; of the package itself if the name is empty.
std::map<std::string, Relation, std::less<>> relations_of(Package& package, std::string_view part);

}  // namespace libplan
