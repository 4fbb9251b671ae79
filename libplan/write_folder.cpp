#include "libplan/write_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "libplan/file_failure.hpp"
#include "libplan/read_toml.hpp"
#include "libplan/utf8.hpp"
#include "libplan/write_csv.hpp"
#include "libplan/write_toml.hpp"

namespace libplan {
namespace {

namespace fs = std::filesystem;

constexpr const char* text_file = "plan.txt";

/// Where all of a file is made up, its head says so for all.
TomlTable with_common_illustrative(TomlTable file) {
    const auto is_flag = [](const TomlEntry& entry) { return entry.key == "illustrative"; };
    std::vector<TomlTable*> records;
    for (TomlEntry& entry : file.entries)
        for (TomlValue& record : std::get<TomlList>(entry.value.value))
            records.push_back(&std::get<TomlTable>(record.value));
    if (records.empty() || !std::all_of(records.begin(), records.end(), [&](const TomlTable* record) {
            return std::any_of(record->entries.begin(), record->entries.end(), is_flag);
        }))
        return file;
    for (TomlTable* record : records) std::erase_if(record->entries, is_flag);
    file.entries.insert(file.entries.begin(), {"illustrative", {true, 0}});
    return file;
}

/// A word of our own as a file name on any system: "towns-2018", nothing if little of it would be left.
std::string safe_name(const std::string& id) {
    std::string name;
    for (std::size_t at = 0; at < id.size();) {
        const std::size_t start = at;
        const auto character = next_character(id, at);
        if (!character) return {};
        const std::string own = id.substr(start, at - start);
        const bool refused = *character < 0x20 || *character == 0x7F ||
                             std::string_view("<>:\"/\\|?* .").find(own) != std::string_view::npos;
        name += refused ? "_" : own;
    }
    return name.size() > 100 ? std::string() : name;
}

/// File names whose order is that of the schemes: their ids if these are in order, else numbered ones.
std::vector<std::string> scheme_files(const std::vector<Scheme>& schemes) {
    std::vector<std::string> names;
    for (const Scheme& scheme : schemes) names.push_back("schemes/" + safe_name(scheme->id) + ".toml");
    const bool in_order = std::adjacent_find(names.begin(), names.end(), std::greater_equal<>()) == names.end();
    if (in_order && std::find(names.begin(), names.end(), "schemes/.toml") == names.end()) return names;
    const std::size_t digits = std::to_string(schemes.size()).size();
    for (std::size_t i = 0; i < schemes.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        names[i] =
            "schemes/" + std::string(digits - number.size(), '0') + number + "-" + safe_name(schemes[i]->id) + ".toml";
    }
    return names;
}

void add_records(const PlanFolder& folder, FolderTexts& texts, std::vector<Problem>& problems) {
    const std::pair<const char*, Grid> tables[] = {{"figures.csv", figures_grid(folder.figures)},
                                                   {"observations.csv", figures_grid(folder.observations)},
                                                   {"controls.csv", figures_grid(folder.records.controls)},
                                                   {"events.csv", events_grid(folder.records.events)},
                                                   {"reports.csv", reports_grid(folder.records.reports)},
                                                   {"marks.csv", marks_grid(folder.records.marks)},
                                                   {"facts.csv", supplied_grid(folder.records.figures)}};
    for (const auto& [name, grid] : tables)
        if (!grid.rows.empty()) texts[name] = csv_text(grid, name, problems);
}

void add_plan(const PlanParts& parts, FolderTexts& texts, std::vector<Problem>& problems) {
    texts["plan.toml"] = to_text(plan_table(parts, text_file)).text;
    if (const TomlTable overlay = overlay_table(parts); !overlay.entries.empty())
        texts["overlay.toml"] = to_text(with_common_illustrative(overlay)).text;
    if (const TomlTable identities = identities_table(parts); !identities.entries.empty())
        texts["identities.toml"] = to_text(identities).text;
    for (std::size_t i = 0; i < parts.text.size(); ++i) {
        if (parts.text[i].find_first_of("\r\n") != std::string::npos)
            problems.push_back({"line-break",
                                {text_file, static_cast<int>(i + 1), 0},
                                {Phrase::line_break, {"text", parts.text[i]}},
                                {}});
        texts[text_file] += parts.text[i] + '\n';
    }
}

/// A folder ".libplan-NAME" beside what it is to become, removed unless it has. It is locked, so that nobody else makes
/// the same; what a run that was killed left in it goes when the next one makes the same.
class Aside {
public:
    explicit Aside(const fs::path& target) : target_(target) {
        std::error_code error;
        const fs::path whole = fs::absolute(target);
        fs::create_directories(whole.parent_path(), error);
        if (error) fail_to_write(target, error.value());
        path_ = whole.parent_path() / (".libplan-" + whole.filename().string());
        if (mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) fail_to_write(target, errno);
        lock_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        if (lock_ < 0) fail_to_write(target, errno);
        if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
            const int refused = errno;
            ::close(lock_);
            fail_to_write(target, refused);
        }
        empty();
    }
    ~Aside() {
        empty();
        rmdir(path_.c_str());
        ::close(lock_);
    }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    void add(const fs::path& name, std::string_view content) {
        const fs::path file = path_ / name;
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        const int opened = error ? -1 : open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
        if (opened < 0) fail_to_write(target_, error ? error.value() : errno);
        const int failed = write_all(opened, content);
        ::close(opened);
        if (failed) fail_to_write(target_, failed);
    }
    void publish(const fs::path& name) {
        std::error_code error;
        fs::rename(path_ / name, target_, error);
        if (error) fail_to_write(target_, error.value());
    }

private:
    void empty() const {
        std::error_code ignored;
        for (fs::directory_iterator each(path_, ignored), end; each != end; each.increment(ignored))
            fs::remove_all(each->path(), ignored);
    }
    /// The number of the error, or 0.
    static int write_all(int file, std::string_view content) {
        while (!content.empty()) {
            const ssize_t written = ::write(file, content.data(), content.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return errno;
            content.remove_prefix(static_cast<std::size_t>(written));
        }
        return fsync(file) == 0 ? 0 : errno;
    }

    fs::path target_, path_;
    int lock_ = -1;
};

}  // namespace

std::string_view difference(const PlanFolder& given, const PlanFolder& held) {
    if (!(given.plan == held.plan)) return "plan.toml";
    if (!(given.schemes == held.schemes)) return "schemes";
    if (!(given.figures == held.figures)) return "figures.csv";
    if (!(given.observations == held.observations)) return "observations.csv";
    if (!(given.records.controls == held.records.controls)) return "controls.csv";
    if (!(given.records.events == held.records.events)) return "events.csv";
    if (!(given.records.reports == held.records.reports)) return "reports.csv";
    if (!(given.records.marks == held.records.marks)) return "marks.csv";
    return given.records.figures == held.records.figures ? "" : "facts.csv";
}

FolderTexts texts_of(const PlanFolder& folder) {
    FolderTexts texts;
    std::vector<Problem> problems;
    add_plan(folder.plan.parts(), texts, problems);
    const auto names = scheme_files(folder.schemes);
    for (std::size_t i = 0; i < names.size(); ++i) texts[names[i]] = text_of(folder.schemes[i]);
    add_records(folder, texts, problems);
    if (!problems.empty()) throw InputError(std::move(problems));
    if (const std::string file(difference(folder, read_texts(texts))); !file.empty())
        throw InputError({{"not-kept", {file, 0, 0}, {Phrase::not_kept, {file}}, {}}});
    return texts;
}

std::string text_of(const Scheme& scheme) {
    const std::string name = safe_name(scheme->id) + ".toml";
    const FolderTexts texts{{name, to_text(scheme_table(scheme.parts())).text}};
    std::vector<Problem> problems;
    bool readable = false;
    SchemeParts held;
    const SourceFile file = read_source({{}, Encoding::utf8, &texts}, name, problems, readable);
    if (readable) read_scheme_toml(file, held, problems);
    if (problems.empty() && !(held == scheme.parts()))
        problems.push_back({"not-kept", {name, 0, 0}, {Phrase::not_kept, {name}}, {}});
    if (!problems.empty()) throw InputError(std::move(problems));
    return texts.at(name);
}

void write_folder(const PlanFolder& folder, const fs::path& to) {
    const FolderTexts texts = texts_of(folder);
    std::error_code error;
    const auto there = fs::symlink_status(to, error).type();
    if (there != fs::file_type::not_found && !(fs::is_directory(to, error) && fs::is_empty(to, error)))
        throw FileError({EEXIST, std::generic_category()}, {Phrase::folder_not_empty, {to.string()}});
    Aside aside(to);
    for (const auto& [name, text] : texts) aside.add("folder/" + name, text);
    aside.publish("folder");
}

void write_scheme(const Scheme& scheme, const fs::path& file) {
    Aside aside(file);
    aside.add("scheme", text_of(scheme));
    aside.publish("scheme");
}

}  // namespace libplan
