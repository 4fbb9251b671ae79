#include "reports/aside.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "libplan/file_failure.hpp"

namespace libplan {
namespace {

/// Whether a path still leads to an open file: another process may have renamed it meanwhile.
bool leads_to(const std::string& path, int file) {
    struct stat there {};
    struct stat here {};
    return stat(path.c_str(), &there) == 0 && fstat(file, &here) == 0 && there.st_ino == here.st_ino &&
           there.st_dev == here.st_dev;
}

/// The file of that name, locked and empty; or -1 and errno.
int open_locked(const std::string& path) {
    for (;;) {
        const int file = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (file < 0) return file;
        const bool ready = flock(file, LOCK_EX | LOCK_NB) == 0 && (!leads_to(path, file) || ftruncate(file, 0) == 0);
        if (ready && leads_to(path, file)) return file;
        const int error = errno;
        ::close(file);
        if (ready) continue;
        errno = error;
        return -1;
    }
}

}  // namespace

Aside::Aside(std::filesystem::path target) : target_(std::move(target)), path_(target_.string() + ".part") {
    if (std::error_code ignored; std::filesystem::is_directory(target_, ignored)) fail_to_write(target_, EISDIR);
    file_ = open_locked(path_);
    if (file_ < 0) fail_to_write(target_, errno);
}

Aside::~Aside() {
    if (file_ < 0) return;
    unlink(path_.c_str());  // while it is locked: afterwards it may be another's
    ::close(file_);
}

void Aside::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) fail_to_write(target_, errno);
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Aside::overwrite(std::uint64_t offset, std::string_view bytes) {
    const ssize_t written = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written != static_cast<ssize_t>(bytes.size())) fail_to_write(target_, written < 0 ? errno : EIO);
}

void Aside::publish() {
    if (fsync(file_) != 0) fail_to_write(target_, errno);
    if (rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
    ::close(file_);
    file_ = -1;
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) fail_to_write(folder, error.value());
    if (access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) != 0) fail_to_write(folder, errno);
}

}  // namespace libplan
