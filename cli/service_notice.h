#pragma once
// What a service manager is told while the program runs under it (systemd's sd_notify protocol: a datagram of lines to the
// socket that NOTIFY_SOCKET names). Without that variable nothing is done.

#include <string_view>

namespace nianbao::cli {

// The start is over; `text` stands in `systemctl status`.
void notice_ready(std::string_view text);
// The work goes on. Sent often enough for WATCHDOG_USEC and no oftener, so it may be called at every turn of a loop.
void notice_alive();
// What it does now.
void notice_status(std::string_view text);
// It was told to stop, and does.
void notice_stopping();

}  // namespace nianbao::cli
