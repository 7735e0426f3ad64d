// The program: everything else is in the library nianbao_cli, so that tests can link it.

#include "cli/command_line.h"

int main(int argc, char** argv) { return nianbao::cli::run(argc, argv); }
