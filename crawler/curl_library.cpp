// The functions of libcurl that the crawler calls, found in the library when they are first called. Linked as usual it would be loaded
// at each start, with thirty libraries behind it (LDAP, Kerberos, GnuTLS), which takes longer than reading a page: decision 0017.
// Where it cannot be loaded curl_global_init says so, and nothing else is called.

#include <curl/curl.h>
#include <dlfcn.h>
#include <openssl/ssl.h>

#include <cstdarg>
#include <cstdint>

// Macros of curl.h that only see to it that these get three arguments.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

namespace {

// The function of that name in libcurl or a library that it uses; nullptr when there is none.
template <typename Function>
Function* in_library(const char* name) {
    static void* const library = dlopen(LIBCURL, RTLD_NOW | RTLD_LOCAL);
    return library == nullptr ? nullptr : reinterpret_cast<Function*>(dlsym(library, name));
}

}  // namespace

extern "C" {

CURLcode curl_global_init(long flags) {
    static const auto call = in_library<decltype(curl_global_init)>("curl_global_init");
    return call == nullptr ? CURLE_FAILED_INIT : call(flags);
}

void curl_easy_cleanup(CURL* easy) {
    static const auto call = in_library<decltype(curl_easy_cleanup)>("curl_easy_cleanup");
    call(easy);
}

CURLcode curl_easy_getinfo(CURL* easy, CURLINFO info, ...) {
    static const auto call = in_library<decltype(curl_easy_getinfo)>("curl_easy_getinfo");
    std::va_list arguments;
    va_start(arguments, info);
    void* const into = va_arg(arguments, void*);
    va_end(arguments);
    return call(easy, info, into);
}

CURL* curl_easy_init() {
    static const auto call = in_library<decltype(curl_easy_init)>("curl_easy_init");
    return call();
}

void curl_easy_reset(CURL* easy) {
    static const auto call = in_library<decltype(curl_easy_reset)>("curl_easy_reset");
    call(easy);
}

// The number of an option tells the type of its value (curl.h, CURLOPTTYPE_…).
CURLcode curl_easy_setopt(CURL* easy, CURLoption option, ...) {
    static const auto call = in_library<decltype(curl_easy_setopt)>("curl_easy_setopt");
    std::va_list arguments;
    va_start(arguments, option);
    CURLcode code = CURLE_OK;
    if (option < CURLOPTTYPE_OBJECTPOINT)
        code = call(easy, option, va_arg(arguments, long));
    else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB)
        code = call(easy, option, va_arg(arguments, curl_off_t));
    else
        code = call(easy, option, va_arg(arguments, void*));
    va_end(arguments);
    return code;
}

const char* curl_easy_strerror(CURLcode code) {
    static const auto call = in_library<decltype(curl_easy_strerror)>("curl_easy_strerror");
    return call(code);
}

CURLMcode curl_multi_add_handle(CURLM* multi, CURL* easy) {
    static const auto call = in_library<decltype(curl_multi_add_handle)>("curl_multi_add_handle");
    return call(multi, easy);
}

CURLMcode curl_multi_cleanup(CURLM* multi) {
    static const auto call = in_library<decltype(curl_multi_cleanup)>("curl_multi_cleanup");
    return call(multi);
}

CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
    static const auto call = in_library<decltype(curl_multi_info_read)>("curl_multi_info_read");
    return call(multi, left);
}

CURLM* curl_multi_init() {
    static const auto call = in_library<decltype(curl_multi_init)>("curl_multi_init");
    return call();
}

CURLMcode curl_multi_perform(CURLM* multi, int* running) {
    static const auto call = in_library<decltype(curl_multi_perform)>("curl_multi_perform");
    return call(multi, running);
}

CURLMcode curl_multi_poll(CURLM* multi, curl_waitfd* others, unsigned int count, int milliseconds, int* ready) {
    static const auto call = in_library<decltype(curl_multi_poll)>("curl_multi_poll");
    return call(multi, others, count, milliseconds, ready);
}

CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* easy) {
    static const auto call = in_library<decltype(curl_multi_remove_handle)>("curl_multi_remove_handle");
    return call(multi, easy);
}

// Only options that are numbers are set.
CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...) {
    static const auto call = in_library<decltype(curl_multi_setopt)>("curl_multi_setopt");
    std::va_list arguments;
    va_start(arguments, option);
    const long number = va_arg(arguments, long);
    va_end(arguments);
    return call(multi, option, number);
}

CURLMcode curl_multi_wakeup(CURLM* multi) {
    static const auto call = in_library<decltype(curl_multi_wakeup)>("curl_multi_wakeup");
    return call(multi);
}

curl_slist* curl_slist_append(curl_slist* list, const char* text) {
    static const auto call = in_library<decltype(curl_slist_append)>("curl_slist_append");
    return call(list, text);
}

void curl_slist_free_all(curl_slist* list) {
    static const auto call = in_library<decltype(curl_slist_free_all)>("curl_slist_free_all");
    call(list);
}

// Of the TLS library that libcurl itself uses.
std::uint64_t SSL_CTX_set_options(SSL_CTX* context, std::uint64_t options) {
    static const auto call = in_library<decltype(SSL_CTX_set_options)>("SSL_CTX_set_options");
    return call(context, options);
}

}  // extern "C"
