#include "out/site_chart.h"

#include <algorithm>
#include <cmath>

#include "out/html.h"

namespace nianbao::out {
namespace {

constexpr int width = 320;
constexpr int height = 132;
constexpr int base = 112;          // the line on which the bars stand
constexpr int tallest = 88;        // pixels
constexpr int digit = 6;           // pixels of a digit of a label
constexpr int widest_bar = 28;

// For drawing only.
double approximate(model::Decimal value) { return static_cast<double>(value.unscaled()) / std::pow(10.0, value.scale()); }

void put_label(Html& html, int x, int y, std::string_view text, std::string_view class_name) {
    html.markup("<text").attribute("x", std::to_string(x)).attribute("y", std::to_string(y)).attribute("class", class_name).markup(">").text(text).markup("</text>");
}

// "2021", or "21" where the years stand close.
std::string year_label(int year, int slot) { return slot >= 4 * digit + 4 ? std::to_string(year) : std::to_string(year).substr(2); }

}  // namespace

std::string bar_chart(std::string_view title, const std::vector<ChartPoint>& points) {
    double most = 0;
    std::string spoken(title);
    for (const ChartPoint& point : points) {
        if (point.value) most = std::max(most, approximate(*point.value));
        if (!point.text.empty()) spoken += "; " + std::to_string(point.year) + ": " + point.text;
    }
    Html html;
    html.markup("<svg class=\"chart\" role=\"img\"").attribute("viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height)).attribute("aria-label", spoken).markup(">");
    html.markup("<path class=\"axis\" d=\"M0 112.5H320\"/>");
    const int slot = width / static_cast<int>(points.size());
    const int bar = std::clamp(slot - 6, 2, widest_bar);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ChartPoint& point = points[i];
        const int middle = static_cast<int>(i) * slot + slot / 2;
        put_label(html, middle, height - 6, year_label(point.year, slot), point.text.empty() ? "year none" : "year");
        if (point.text.empty()) continue;
        if (!point.value) {
            put_label(html, middle, base - 4, "·", "value");
            continue;
        }
        const double share = most > 0 ? std::clamp(approximate(*point.value) / most, 0.0, 1.0) : 0;
        const int tall = static_cast<int>(std::lround(share * tallest));
        html.markup("<rect").attribute("x", std::to_string(middle - bar / 2)).attribute("y", std::to_string(base - tall)).attribute("width", std::to_string(bar));
        html.attribute("height", std::to_string(std::max(tall, 1))).attribute("class", point.certain ? "bar" : "bar doubtful").markup("><title>");
        html.number(point.year).markup(": ").text(point.text).markup("</title></rect>");
        // A number that has no room above its bar is left to the table, but not that of the tallest bar.
        const int room = static_cast<int>(point.text.size()) * digit;
        const bool is_tallest = share >= 1;
        if (room <= slot || (is_tallest && room <= width)) put_label(html, std::clamp(middle, room / 2, width - room / 2), base - tall - 4, point.text, "value");
    }
    html.markup("</svg>");
    return html.take();
}

}  // namespace nianbao::out
