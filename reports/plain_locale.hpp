#pragma once
// Private: the library prints numbers by the locale of the thread; workbooks need the C locale.
#include <locale.h>

namespace libplan {

class PlainLocale {
public:
    PlainLocale() : plain_(newlocale(LC_NUMERIC_MASK, "C", nullptr)), before_(uselocale(plain_)) {}
    ~PlainLocale() {
        uselocale(before_);
        freelocale(plain_);
    }
    PlainLocale(const PlainLocale&) = delete;
    PlainLocale& operator=(const PlainLocale&) = delete;

private:
    locale_t plain_, before_;
};

}  // namespace libplan
