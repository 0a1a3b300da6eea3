import Foundation
import Testing

@testable import PinionCompiler

/// Reports for programs: JSON and SARIF, as another reader of JSON sees them.
struct DiagnosticReportTests {
    /// A report on a schema with an error that has a note, a warning, and a character of two bytes.
    private static func report() -> DiagnosticReport {
        let text = SchemaText.schema(
            types: #"<type name="T" primitiveType="int8" nullValue="0" description="é"/>"#,
            members: """
                <field name="a" id="1" type="T"/>
                <field name="b" id="1" type="T"/>
                """)
        var report = DiagnosticReport()
        let path = "schemas/a b.xml"
        let compilation = compile(SourceText(path: path, text: text))
        report.add(compilation.diagnostics, of: path, schema: compilation.schema)
        let good = SourceText(
            path: "/elsewhere/good.pinion", text: "schema a @7 (version 3)\nmessage M @1 {}")
        let other = compile(good)
        report.add(other.diagnostics, of: good.path, schema: other.schema)
        report.add(unreadable: "../none.xml", "cannot be read: \"why\"")
        return report
    }

    private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
        #expect(!bytes.contains(UInt8(ascii: "\n")))
        return try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    /// The value at a path of names and indices.
    private static func value(_ path: String, in object: Any) -> Any? {
        var current: Any? = object
        for step in path.split(separator: "/") {
            if let index = Int(step) {
                let array = current as? [Any]
                current = array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            } else {
                current = (current as? [String: Any])?[String(step)]
            }
        }
        return current
    }

    private static func text(_ path: String, in object: Any) -> String? {
        value(path, in: object).map { "\($0)" }
    }

    @Test("A report in JSON has the documented members")
    func json() throws {
        // DIA-1: "A report in JSON SHALL be one object on one line, with the members of the table."
        var bytes: [UInt8] = []
        Self.report().appendJSON(to: &bytes)
        let object = try Self.object(bytes)
        let expected = [
            "files/0/file": "schemas/a b.xml", "files/1/schemaId": "7", "files/1/version": "3",
            "files/1/messages": "1", "files/2/fault": "cannot be read: \"why\"",
            "counts/error": "1", "counts/warning": "1", "counts/note": "0", "counts/notShown": "0",
            "diagnostics/0/code": "SCH-045", "diagnostics/0/severity": "warning",
            "diagnostics/1/file": "schemas/a b.xml", "diagnostics/1/code": "SCH-024",
            "diagnostics/1/severity": "error", "diagnostics/1/line": "21",
            "diagnostics/1/column": "21", "diagnostics/1/end/line": "21",
            "diagnostics/1/end/column": "22",
            "diagnostics/1/notes/0/line": "20", "diagnostics/1/notes/0/end/column": "26",
            "diagnostics/1/notes/0/file": "schemas/a b.xml",
            "diagnostics/1/notes/0/message": "first used here",
            "diagnostics/1/help": "pinion help SCH-024",
        ]
        for (path, value) in expected {
            #expect(Self.text(path, in: object) == value, "\(path)")
        }
        #expect(Self.value("files/0/usable", in: object) as? Bool == false)
        #expect(Self.value("files/1/usable", in: object) as? Bool == true)
        #expect(Self.value("files/0/schemaId", in: object) == nil)
        #expect(Self.text("diagnostics/1/message", in: object)?.isEmpty == false)
        #expect(
            Self.text("diagnostics/1/rule", in: object) == RuleReference(code: "SCH-024")?.text)
    }

    @Test("A log in SARIF has the rules, the results with their regions, and what was not read")
    func sarif() throws {
        // DIA-2: "A report in SARIF SHALL be a log of version 2.1.0 with one run, on one line."
        var bytes: [UInt8] = []
        Self.report().appendSARIF(to: &bytes, toolVersion: "1.2.3", folder: "/work")
        let object = try Self.object(bytes)
        let run = try #require(Self.value("runs/0", in: object))
        #expect(Self.text("version", in: object) == "2.1.0")
        #expect(Self.text("$schema", in: object)?.contains("sarif-schema-2.1.0") == true)
        #expect((Self.value("runs", in: object) as? [Any])?.count == 1)
        let expected = [
            "tool/driver/name": "pinion", "tool/driver/version": "1.2.3",
            "tool/driver/semanticVersion": "1.2.3",
            "tool/driver/rules/0/id": "SCH-024", "tool/driver/rules/1/id": "SCH-045",
            "tool/driver/rules/0/defaultConfiguration/level": "error",
            "tool/driver/rules/1/defaultConfiguration/level": "warning",
            "columnKind": "unicodeCodePoints",
            "results/1/ruleId": "SCH-024", "results/1/ruleIndex": "0", "results/0/ruleIndex": "1",
            "results/0/level": "warning",
            "results/1/locations/0/physicalLocation/artifactLocation/uri": "schemas/a%20b.xml",
            "results/1/locations/0/physicalLocation/artifactLocation/uriBaseId": "%SRCROOT%",
            "results/1/locations/0/physicalLocation/region/startLine": "21",
            "results/1/locations/0/physicalLocation/region/startColumn": "21",
            "results/1/locations/0/physicalLocation/region/endLine": "21",
            "results/1/locations/0/physicalLocation/region/endColumn": "22",
            "results/1/relatedLocations/0/message/text": "first used here",
            "results/1/relatedLocations/0/physicalLocation/region/startLine": "20",
            "invocations/0/toolExecutionNotifications/0/message/text": "cannot be read: \"why\"",
            "invocations/0/toolExecutionNotifications/0/locations/0/physicalLocation/artifactLocation/uri":
                "file:///none.xml",
        ]
        for (path, value) in expected {
            #expect(Self.text(path, in: run) == value, "\(path)")
        }
        #expect(Self.value("invocations/0/executionSuccessful", in: run) as? Bool == false)
        #expect(Self.text("tool/driver/rules/0/help/text", in: run)?.contains("Mended:") == true)
    }

    private static func sarif(_ report: DiagnosticReport) throws -> [String: Any] {
        var bytes: [UInt8] = []
        report.appendSARIF(to: &bytes, toolVersion: "1.2.3", folder: "/work")
        return try object(bytes)
    }

    @Test("A log in SARIF has the properties and types of the standard, and no others")
    func shapeOfSARIF() throws {
        #expect(SARIFShape.log.faults(of: try Self.sarif(Self.report())) == [])
        #expect(SARIFShape.log.faults(of: try Self.sarif(DiagnosticReport())) == [])
        // The shapes do find what is wrong.
        let bad: [String: Any] = ["version": "2.0.0", "runs": [["tool": ["driver": [:]]]], "x": 1]
        #expect(SARIFShape.log.faults(of: bad).count == 3)
    }

    @Test("Each rule can be a result: its texts are there, and its code is in them")
    func rulesInSARIF() throws {
        for code in RuleReference.all.map(\.code) {
            let source = SourceText(path: "a.xml", text: "a")
            var diagnostics = Diagnostics()
            diagnostics.append(
                Diagnostic(
                    severity: .error, code: code, message: "m",
                    span: SourceSpan(source, 0..<1), notes: []))
            var report = DiagnosticReport()
            report.add(diagnostics, of: source.path, schema: nil)
            let log = try Self.sarif(report)
            #expect(SARIFShape.log.faults(of: log) == [], "\(code)")
            let rule = try #require(Self.value("runs/0/tool/driver/rules/0", in: log))
            #expect(Self.text("id", in: rule) == code)
            for member in ["shortDescription/text", "fullDescription/text", "help/markdown"] {
                #expect(Self.text(member, in: rule)?.isEmpty == false, "\(code) \(member)")
            }
        }
    }

    @Test("Braces are doubled in plain text, where one begins a placeholder, and left in Markdown")
    func braces() throws {
        let text = "schema a @1\nmessage M @1 { f @1: int46 }"
        var report = DiagnosticReport()
        let source = SourceText(path: "{a}.pinion", text: text)
        report.add(compile(source).diagnostics, of: source.path, schema: nil)
        report.add(unreadable: "b", "{0}")
        let log = try Self.sarif(report)
        let rule = "runs/0/tool/driver/rules/0/help/"
        #expect(Self.text(rule + "text", in: log)?.contains("{{\n") == true)
        #expect(Self.text(rule + "markdown", in: log)?.contains("{{") == false)
        #expect(Self.text(rule + "markdown", in: log)?.contains("```pinion\n") == true)
        let notification = "runs/0/invocations/0/toolExecutionNotifications/0/message/text"
        #expect(Self.text(notification, in: log) == "{{0}}")
    }

    @Test("A result keeps its fingerprint when lines are added above it, and each has its own")
    func fingerprints() throws {
        func fingerprints(_ prefix: String, type: String = "int46") throws -> [String] {
            let text = """
                \(prefix)<messageSchema package="x" id="1" version="0">
                  <types><type name="T" primitiveType="\(type)"/></types>
                    <types><type name="U" primitiveType="int47"/></types>
                  <types><type name="U" primitiveType="int47"/></types>
                </messageSchema>
                """
            var report = DiagnosticReport()
            let source = SourceText(path: "a.xml", text: text)
            report.add(compile(source).diagnostics, of: source.path, schema: nil)
            let results = Self.value("runs/0/results", in: try Self.sarif(report)) as? [Any] ?? []
            return results.filter { Self.text("ruleId", in: $0) == "SCH-033" }
                .compactMap { Self.text("partialFingerprints/primaryLocationLineHash", in: $0) }
        }
        let found = try fingerprints("")
        #expect(found.count == 3 && Set(found).count == 3)
        #expect(found[1].hasSuffix(":1") && found[2].hasSuffix(":2"))
        #expect(found[1].dropLast() == found[2].dropLast())
        #expect(try fingerprints("<!-- new -->\n\n") == found)
        #expect(try fingerprints("", type: "int48").dropFirst() == found.dropFirst())
        #expect(try fingerprints("", type: "int48")[0] != found[0])
    }

    @Test(
        "A file in the folder is named relative to it, another one by an absolute URI",
        arguments: [
            ("a.xml", "a.xml"), ("./x/../a.xml", "a.xml"), ("/work/sub/ä.xml", "sub/%C3%A4.xml"),
            ("/workshop/a.xml", "file:///workshop/a.xml"), ("../a.xml", "file:///a.xml"),
            ("c:a.xml", "c%3Aa.xml"), ("a%20.xml", "a%2520.xml"),
        ])
    func locations(path: String, uri: String) throws {
        var report = DiagnosticReport()
        report.add(unreadable: path, "fault")
        var bytes: [UInt8] = []
        report.appendSARIF(to: &bytes, toolVersion: "1", folder: "/work")
        let place =
            "runs/0/invocations/0/toolExecutionNotifications/0/locations/0/physicalLocation/artifactLocation/"
        let object = try Self.object(bytes)
        #expect(Self.text(place + "uri", in: object) == uri)
        #expect((Self.text(place + "uriBaseId", in: object) != nil) == !uri.hasPrefix("file:"))
    }

    @Test("Changes between versions are results at the newer file, by their elements")
    func changes() throws {
        let old = try #require(SchemaText.compile(SchemaText.schema(members: "")).schema)
        var new = old
        new.id = 2
        var report = DiagnosticReport()
        report.add(SchemaComparison(old: old, new: new), of: "new.xml")
        var bytes: [UInt8] = []
        report.appendSARIF(to: &bytes, toolVersion: "1", folder: "/work")
        let result = try #require(Self.value("runs/0/results/0", in: try Self.object(bytes)))
        #expect(Self.text("ruleId", in: result) == "EVO-1")
        #expect(Self.text("level", in: result) == "error")
        #expect(
            Self.text("locations/0/logicalLocations/0/fullyQualifiedName", in: result) == "schema")
        #expect(Self.value("locations/0/physicalLocation/region", in: result) == nil)

        bytes = []
        report.appendJSON(to: &bytes)
        let object = try Self.object(bytes)
        #expect(Self.text("diagnostics/0/element", in: object) == "schema")
        #expect(Self.value("diagnostics/0/line", in: object) == nil)
    }

    @Test("What is found in hostile bytes is good JSON too")
    func hostile() throws {
        var report = DiagnosticReport()
        let source = SourceText(
            path: "\u{1}\"\\\u{2028}.xml", bytes: [0x3c, 0xff, 0x22, 0x5c, 0x00, 0x3e])
        let diagnostics = compile(source).diagnostics
        #expect(diagnostics.hasErrors)
        report.add(diagnostics, of: source.path, schema: nil)
        for isSARIF in [false, true] {
            var bytes: [UInt8] = []
            if isSARIF {
                report.appendSARIF(to: &bytes, toolVersion: "1", folder: "/")
            } else {
                report.appendJSON(to: &bytes)
            }
            _ = try Self.object(bytes)
        }
    }
}
