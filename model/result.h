#pragma once
// Error and Result: what a fallible function returns. Errors travel up and are printed once, by cli, as
// `nianbao: where: what`. A strange document is not an error: it is a Finding (finding.h).

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace nianbao::model {

struct Error {
    std::string where;  // the file, URL, option or host that it is about; a file may add ":line:column"
    std::string what;   // what went wrong and what to do about it, one line, no full stop

    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

// Makes the failing Result:  return fail(path, "is a directory; name a file");
inline tl::unexpected<Error> fail(std::string where, std::string what) {
    return tl::unexpected<Error>(Error{std::move(where), std::move(what)});
}

}  // namespace nianbao::model
