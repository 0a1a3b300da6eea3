import Foundation
import Testing

/// What a user sees of `pinion diff` and of `pinion generate --against`.
struct DiffCommandTests {
    /// A schema whose message has these fields.
    private static func schema(version: Int, _ fields: String) -> String {
        """
        <messageSchema package="x" id="1" version="\(version)">
          <types>
            <composite name="messageHeader">
              <type name="blockLength" primitiveType="uint16"/>
              <type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/>
              <type name="version" primitiveType="uint16"/>
            </composite>
          </types>
          <message name="A" id="1">\(fields)</message>
        </messageSchema>
        """
    }

    private static let old = schema(version: 1, #"<field name="a" id="1" type="uint8"/>"#)
    private static let added = schema(
        version: 2,
        """
        <field name="a" id="1" type="uint8"/><field name="b" id="2" type="int8" sinceVersion="2"/>
        """)
    private static let broken = schema(version: 2, #"<field name="a" id="1" type="int16"/>"#)

    /// Calls `body` with a folder that has `old.xml`, `added.xml` and `broken.xml`.
    private func withSchemas(_ body: (_ path: (String) -> String) throws -> Void) throws {
        try Command.withFolder { folder in
            let files = [("old", Self.old), ("added", Self.added), ("broken", Self.broken)]
            for (name, text) in files {
                try Data(text.utf8).write(to: folder.appending(path: "\(name).xml"))
            }
            try body { folder.appending(path: $0).path }
        }
    }

    @Test("What was added is reported, with what readers see of it, and is no error")
    func compatible() throws {
        try withSchemas { path in
            let command = try Command.run(["diff", path("old.xml"), path("added.xml")])
            #expect(command.status == 0)
            #expect(command.errors.isEmpty)
            #expect(
                command.output == """
                    compatible EVO-41 A.b: the field is new, at offset 1

                    A (template 1)
                      old reader, new message: reads all that it knows; skips field b
                      new reader, old message: reads all that is there; absent are field b

                    0 breaking changes, 1 compatible one, 0 notes

                    """)
        }
    }

    @Test("What breaks is reported with an explanation, and the status is 1")
    func breaking() throws {
        try withSchemas { path in
            let command = try Command.run(["diff", path("old.xml"), path("broken.xml")])
            #expect(command.status == 1)
            #expect(command.errors.isEmpty)
            #expect(command.output.hasPrefix("breaking EVO-15 A.a: was uint8 and is int16\n"))
            #expect(command.output.contains("\nEVO-15: A value SHALL keep its type. The type is"))
            #expect(command.output.contains("neither reader can rely on what it reads"))
            #expect(command.output.hasSuffix("\n1 breaking change, 1 compatible one, 0 notes\n"))
        }
    }

    @Test("As JSON, the report is one object on one line")
    func json() throws {
        try withSchemas { path in
            let command = try Command.run(
                ["diff", path("old.xml"), path("broken.xml"), "--format", "json"])
            #expect(command.status == 1)
            #expect(command.output.split(separator: "\n").count == 1)
            let object = try JSONSerialization.jsonObject(with: Data(command.output.utf8))
            let counts = (object as? [String: Any])?["counts"] as? [String: Int]
            #expect(counts == ["breaking": 1, "compatible": 1, "note": 0])
        }
    }

    @Test("Help says what the status means; a wrong command line and a missing file are errors")
    func errors() throws {
        let help = try Command.run(["diff", "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("EXIT STATUS"))
        try withSchemas { path in
            for arguments in [[path("old.xml")], [path("old.xml"), "b", "--format", "yaml"]] {
                let command = try Command.run(["diff"] + arguments)
                #expect(command.status == 64)
                #expect(command.output.isEmpty)
            }
            let command = try Command.run(["diff", path("old.xml"), path("none.xml")])
            #expect(command.status == 1)
            #expect(command.errors.contains("none.xml: error: cannot be read: No such"))
        }
    }

    @Test("Nothing is generated from a version that breaks readers of an older one")
    func generates() throws {
        try withSchemas { path in
            let output = path("out")
            let arguments = ["--output", output, "--against", path("old.xml")]
            let refused = try Command.run(["generate", path("broken.xml")] + arguments)
            #expect(refused.status == 1)
            #expect(
                refused.errors.contains(
                    "broken.xml: error: A.a: was uint8 and is int16 [EVO-15]\n"))
            #expect(refused.errors.contains("pinion diff"))
            #expect(!FileManager.default.fileExists(atPath: output))

            let accepted = try Command.run(["generate", path("added.xml")] + arguments)
            #expect(accepted.status == 0)
            #expect(accepted.errors.isEmpty)
            #expect(FileManager.default.fileExists(atPath: output))

            let usage = try Command.run(
                ["generate", path("added.xml"), path("old.xml")] + arguments)
            #expect(usage.status == 64)
        }
    }
}
