internal import Glibc

/// Why a carrier could not be opened, or has failed for good.
public struct CarrierError: Error, Hashable, Sendable {
    /// What sort of failure it is. Open: a later version may add values.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The number of the code.
        public let rawValue: Int

        /// Makes a code from its number.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Another socket has the address and port.
        public static var addressInUse: Code { Code(rawValue: 1) }
        /// The text is no address, or the host has no such address.
        public static var badAddress: Code { Code(rawValue: 2) }
        /// The process may not do that, such as bind a port below 1024.
        public static var permissionDenied: Code { Code(rawValue: 3) }
        /// A system call failed for another reason, which ``CarrierError/errorNumber`` tells.
        public static var system: Code { Code(rawValue: 4) }
        /// A limit of the configuration is broken.
        public static var badConfiguration: Code { Code(rawValue: 5) }
    }

    /// What sort of failure it is.
    public let code: Code
    /// What was being done, and to what: `bind 127.0.0.1:4000`.
    public let operation: String
    /// The system's `errno`; 0 if no system call failed.
    public let errorNumber: Int32

    /// Makes an error.
    public init(code: Code, operation: String, errorNumber: Int32 = 0) {
        self.code = code
        self.operation = operation
        self.errorNumber = errorNumber
    }

    // Cold: kept out of line.
    @inline(never)
    static func system(_ operation: String, errorNumber: Int32) -> CarrierError {
        let code: Code =
            switch errorNumber {
            case EADDRINUSE: .addressInUse
            case EADDRNOTAVAIL, EAFNOSUPPORT: .badAddress
            case EACCES, EPERM: .permissionDenied
            default: .system
            }
        return CarrierError(code: code, operation: operation, errorNumber: errorNumber)
    }
}

extension CarrierError: CustomStringConvertible {
    /// What failed and why, in one line.
    public var description: String {
        guard errorNumber != 0 else { return operation }
        // SAFETY: strerror answers a NUL-terminated text for every number; it is copied at once.
        let reason = unsafe String(cString: strerror(errorNumber))
        return "\(operation): \(reason)"
    }
}
