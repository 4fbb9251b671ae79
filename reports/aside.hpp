#pragma once
// Private: files that are written aside and renamed into place.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace libplan {

/// What will be a file, beside it under the name "<file>.part". It is locked, so that nobody else writes the same; a
/// run that was killed leaves at most this, and the next one that writes the file takes it over. Unless it is
/// published it is removed.
class Aside {
public:
    explicit Aside(std::filesystem::path target);
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    const std::filesystem::path& target() const { return target_; }
    const std::string& path() const { return path_; }
    void write(std::string_view bytes);
    void overwrite(std::uint64_t offset, std::string_view bytes);
    /// Sees to it that the bytes are on the disk, then puts the file in its place.
    void publish();

private:
    std::filesystem::path target_;
    std::string path_;
    int file_ = -1;
};

/// Makes a folder if needed and sees whether files can be put there.
void make_folder(const std::filesystem::path& folder);

}  // namespace libplan
