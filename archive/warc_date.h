#pragma once
// Times as WARC and CDXJ write them, always UTC.

#include <string>
#include <string_view>

#include "model/capture.h"

namespace nianbao::archive {

// WARC 1.1, 5.4: W3C date and time in UTC: "2020-02-20T01:02:03Z". Years 0..9999; a time outside is clamped.
[[nodiscard]] std::string warc_date(model::UnixTime time);
// "20200220010203", for CDXJ and file names.
[[nodiscard]] std::string timestamp14(model::UnixTime time);
// The digits of a WARC-Date, padded with zeros or cut to 14. A fraction of a second is dropped.
[[nodiscard]] std::string timestamp14_of(std::string_view date);

}  // namespace nianbao::archive
