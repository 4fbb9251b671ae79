// What the leak sanitizer need not tell of: libxlsxwriter 1.1.4 loses some bytes of each data validation.

#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libxlsxwriter\n"; }
#endif
