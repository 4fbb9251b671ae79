#include "libplan/file_failure.hpp"

#include <cerrno>

#include "libplan/problem.hpp"

namespace libplan {
namespace {

Phrase phrase_of_error(int error) {
    switch (error) {
        case EISDIR:
            return Phrase::cannot_write_folder;
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return Phrase::cannot_write_full;
        case EWOULDBLOCK:
            return Phrase::cannot_write_busy;
        default:
            return Phrase::cannot_write;
    }
}

}  // namespace

void fail_to_write(const std::filesystem::path& file, int error) {
    throw FileError({error, std::generic_category()}, {phrase_of_error(error), {file.string()}});
}

}  // namespace libplan
