#pragma once
// The names under which outputs are written until they are whole, and what a killed export left under such names.
//
//   .nianbao-PID-N.tmp   in the folder of the output, a file or a folder, locked (flock) by the process that writes it

#include <string>

namespace nianbao::out {

// A name in the folder that this process has not used yet.
[[nodiscard]] std::string temporary_name(const std::string& folder);

// Says that the file or folder behind the descriptor is being written, for as long as the descriptor is open.
void hold(int descriptor);

// Removes what is under such a name in the folder, is ours and belongs to nobody: no process holds it, and either there is none
// of that number or it has not been touched for an hour, so that a number that was given anew does not keep it for ever.
void remove_leftovers(const std::string& folder);

}  // namespace nianbao::out
