#pragma once
// A table as its publisher puts it into words: a sentence for each row, a line for each row behind a mark, or one paragraph.
//
//   行政规范性文件：本年制发件数3件，本年废止件数1件，现行有效件数12件。
//   ● （一）予以公开：自然人4件、商业企业1件、…、总计5件

#include <string>
#include <vector>

#include "tests/generator/random.h"
#include "tests/generator/report.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

// The paragraphs; everything that the sheet states is in them.
[[nodiscard]] std::vector<std::string> in_words(const Report& report, const Sheet& sheet, Random& random);

}  // namespace nianbao::generator
