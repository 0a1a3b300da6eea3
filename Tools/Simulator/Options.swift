import PinionSimulation

/// What the command line asks for.
struct Options {
    var firstSeed: UInt64 = 1
    var seedsMax = UInt64.max
    var secondsMax: UInt64?
    var eventsMax = UInt64.max
    var cores = 1
    var kinds = FaultKinds.all
    var shorter = 0
    /// The core's costs with so many sessions, instead of a simulation.
    var costSessions: Int?
    var costRounds = 1_000_000
    /// How late repaired messages are, instead of a simulation.
    var triesRepairs = false
    var wantsHelp = false

    /// Whether it is about one seed, which is then reported in full.
    var isSingle: Bool { seedsMax == 1 }

    static let help = """
        usage: Tools/simulate [--seconds N] [--events N] [--seeds N] [--seed S] [--cores N]
                              [--without KIND,…] [--shorter N]
               Tools/simulate --costs SESSIONS [--rounds N]
               Tools/simulate --repairs

        Runs the protocol's core over simulated links, clocks, processes and applications that misbehave, one seed
        after the other, and checks what came of it: every message once, in order, intact and in the life of the
        session that it was sent in; bounded memory; every lease returned; and once the faults stop, everything
        arrives and every session closes. A seed that fails is reduced: kinds of faults that it does not need are
        left out, the run is halved, and its last events are printed with the command that runs it again.

        options:
          --seconds N        stop after N seconds (60, if no other bound is given)
          --events N         stop after N packets that arrived
          --seeds N          stop after N seeds; with 1, print what both sides counted and the last events
          --seed S           the first seed (1)
          --cores N          run on N threads (1)
          --without KIND,…   leave kinds of faults out: \(FaultKinds.names.map(\.name).joined(separator: ", "))
          --shorter N        halve messages and time N times
          --costs SESSIONS   print what the core alone costs with so many sessions; Tools/costs counts instructions
          --rounds N         packets sent for that (1000000)
          --repairs          print how late messages are over links that lose packets
          --help             this text

        Ends with status 0 if no seed failed, 1 if one did, 64 if an option is not understood.
        """

    /// Reads the command line; `nil` if it makes no sense.
    init?(_ arguments: [String]) {
        var arguments = arguments[...]
        while let option = arguments.popFirst() {
            if option == "--help" || option == "-h" {
                wantsHelp = true
                return
            }
            if option == "--repairs" {
                triesRepairs = true
                continue
            }
            guard let text = arguments.popFirst() else { return nil }
            if option == "--without" {
                for name in text.split(separator: ",") {
                    guard let kind = FaultKinds.names.first(where: { $0.name == name })?.kind
                    else { return nil }
                    kinds.subtract(kind)
                }
                continue
            }
            guard let number = UInt64(text) else { return nil }
            switch option {
            case "--seconds": secondsMax = number
            case "--events": eventsMax = number
            case "--seeds": seedsMax = number
            case "--seed": firstSeed = number
            case "--cores": cores = Int(min(max(number, 1), 256))
            case "--costs": costSessions = Int(min(max(number, 1), 65_535))
            case "--rounds": costRounds = Int(min(max(number, 1), 1_000_000_000))
            case "--shorter": shorter = Int(min(number, 40))
            default: return nil
            }
        }
        if secondsMax == nil && eventsMax == .max && seedsMax == .max { secondsMax = 60 }
    }
}
