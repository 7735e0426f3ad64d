#pragma once
// stdout as a stream that notices when a write fails and remembers why: std::cout loses both on a full disk.

#include <array>
#include <ostream>
#include <streambuf>

namespace nianbao::cli {

// Opens /dev/null in the place of stdin, stdout or stderr where the caller closed it, so that no file of ours gets the
// number 1 and with it what was meant for stdout. Writing to such a stdout still fails.
void occupy_standard_streams();

class StandardOutput : public std::streambuf {
public:
    explicit StandardOutput(int descriptor) : descriptor_(descriptor) { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

    // The errno of the first write that failed; 0 when all went well so far.
    [[nodiscard]] int error() const { return error_; }

protected:
    int_type overflow(int_type character) override;
    int sync() override;

private:
    int descriptor_;
    int error_ = 0;
    std::array<char, 64 * 1024> buffer_;
};

}  // namespace nianbao::cli
