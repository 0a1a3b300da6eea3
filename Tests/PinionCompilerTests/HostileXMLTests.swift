import Foundation
import PinionCompiler
import Testing

/// What is known to bring parsers of XML down: each is refused with an error, or read at a cost that grows as
/// the text does.
struct HostileXMLTests {
    /// A text that somebody might send, and what is said of it.
    struct Story: Sendable, CustomStringConvertible {
        let description: String
        /// The codes of the diagnostics that are kept, each once.
        let codes: Set<String>
        let text: @Sendable () -> String

        init(_ description: String, _ codes: Set<String>, _ text: @escaping @Sendable () -> String)
        {
            self.description = description
            self.codes = codes
            self.text = text
        }
    }

    /// How much of something there is: a tenth of it, unless slow tests are asked for.
    private static let share =
        ProcessInfo.processInfo.environment["PINION_SLOW_TESTS"] == nil ? 10 : 1

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    static let stories: [Story] = share == 1 ? quick + slow : quick

    private static let slow = [
        Story("an attribute of 100 MB", ["SCH-004"]) { "<a b='\(repeated("b", 100 << 20))'/>" },
        Story("more elements than there may be", ["SCH-004"]) {
            "<a>\(repeated("<b/>", (1 << 20) + 1))</a>"
        },
    ]

    private static let quick = [
        Story("entities in entities, twenty deep", ["SCH-003"]) {
            let entities = (1...20).map { level in
                "<!ENTITY a\(level) '\(repeated("&a\(level - 1);", 10))'>"
            }
            return "<!DOCTYPE a [<!ENTITY a0 'lol'>\(entities.joined())]><a>&a20;</a>"
        },
        Story("a long entity that is named very often", ["SCH-003"]) {
            "<!DOCTYPE a [<!ENTITY b '\(repeated("b", 100_000))'>]><a>\(repeated("&b;", 100_000))</a>"
        },
        Story("an entity that is itself", ["SCH-003"]) {
            "<!DOCTYPE a [<!ENTITY b '&b;'>]><a>&b;</a>"
        },
        Story("an entity that is a file", ["SCH-003"]) {
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
        },
        Story("a parameter entity", ["SCH-003"]) {
            "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://b/c'> %b;]><a/>"
        },
        Story("a reference to nothing, very often", ["SCH-006"]) {
            "<a>\(repeated("&b;", 100_000))</a>"
        },
        Story("elements in each other, a million deep", ["SCH-004"]) {
            repeated("<a>", 1_000_000) + repeated("</a>", 1_000_000)
        },
        Story("groups in each other, a million deep", ["SCH-004"]) {
            SchemaText.schema(members: repeated("<group name='g' id='1'>", 1_000_000 / share))
        },
        Story("the longest attribute that is read", ["SCH-010"]) {
            "<a b='\(repeated("b", (16 << 20) - 9))'/>"
        },
        Story("an attribute that is too long", ["SCH-004"]) {
            "<a b='\(repeated("b", 16 << 20))'/>"
        },
        Story("a text that is one byte too long", ["SCH-004"]) {
            repeated("<", (16 << 20) + 1)
        },
        Story("more attributes than there may be", ["SCH-004"]) {
            "<a \((0..<100_000).map { "a\($0)='' " }.joined())/>"
        },
        Story("an attribute that is given again and again", ["SCH-005"]) {
            "<a \(repeated("a='' ", 256))/>"
        },
        Story("very many elements that are none of a schema's", ["SCH-010"]) {
            "<a>\(repeated("<b/>", 100_000))</a>"
        },
    ]

    @Test("A text that is made to do harm is refused with an error", arguments: stories)
    func refused(story: Story) {
        let compilation = compile(SourceText(path: "a.xml", text: story.text()))
        #expect(compilation.schema == nil)
        #expect(compilation.diagnostics.hasErrors)
        #expect(Set(compilation.diagnostics.kept.map(\.code)) == story.codes)
        for diagnostic in compilation.diagnostics.kept {
            #expect(diagnostic.description.utf8.count < 1_000)
        }
    }

    @Test("Very many types, messages and fields are a schema")
    func manyTypes() throws {
        let count = 200_000 / Self.share
        let types = (0..<count).map { "<type name='T\($0)' primitiveType='int8'/>" }
        let fields = (0..<count / 4).map { "<field name='f\($0)' id='\($0)' type='T\($0)'/>" }
        let messages = (1...count / 4).map { "<message name='M\($0)' id='\($0)'/>" }
        let schema = SchemaText.compile(
            SchemaText.schema(
                types: types.joined(),
                messages: messages.joined()
                    + "<message name='M' id='0' blockLength='0'>\(fields.joined())</message>")
        ).schema
        #expect(try #require(schema).types.count == count + 3)
        #expect(schema?.messages.count == count / 4 + 1)
        #expect(schema?.messages.last?.body.blockLength == count / 4)
    }
}
