import ArgumentParser
import Foundation

/// The command `pinion`: what it does is in its subcommands.
@main
struct PinionTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pinion",
        abstract: "Compiles message schemas, and shows the messages that they describe.",
        discussion: """
            A schema is a file in the XML of FIX Simple Binary Encoding (SBE) 1.0, or
            in the language of Pinion, which says the same in fewer words. The ending
            of the file says which: .xml or .pinion. A '-' is standard input.

            EXAMPLES
              Find out whether a schema is good:
                pinion check market.xml

              Turn it into Swift:
                pinion generate market.xml --output Sources/Feed/Generated

              Find out whether a new version breaks readers of the old one:
                pinion diff market-v1.xml market.xml

              Write it in the language of Pinion:
                pinion convert market.xml market.pinion

              Find out what a diagnostic means:
                pinion help SCH-030

              Write reference pages of its messages:
                pinion docs market.xml --output Documentation

              Read the messages of a capture, and write them again:
                pinion show market.xml capture.bin
                pinion encode market.xml messages.json

              Find out what each byte of a message is:
                pinion explain market.xml capture.bin

              Find out whether two schemas have the same messages, to the byte:
                pinion fingerprint market.xml market.pinion

              Let the shell complete commands, options and files (bash, zsh or fish):
                pinion --generate-completion-script bash > pinion.bash

            EXIT STATUS
              0   it is done
              1   a schema or data are at fault, or a file cannot be read or written
              64  the command line is at fault
            """,
        version: "0.1.0",
        subcommands: [
            CheckCommand.self, ConvertCommand.self, DiffCommand.self, DocsCommand.self,
            EncodeCommand.self, ExplainCommand.self, FingerprintCommand.self, FormatCommand.self,
            GenerateCommand.self, HelpCommand.self, ShowCommand.self,
        ])

    /// Without a command nothing is done, and a script that has lost its arguments is to notice.
    func run() throws {
        StandardError.write(lines: [Self.helpMessage()])
        throw ExitCode(64)
    }

    static func main() {
        // A reader that has gone is an error of `write`, which ends the command without a word.
        signal(SIGPIPE, SIG_IGN)
        main(nil)
    }
}
