namespace Tapestry.Kernels.OpenCl;

/// <summary>OpenCL is not usable, or a call of it failed. No span that was given to the failed operation was written.</summary>
public sealed class OpenClException : Exception
{
    /// <summary>Says what is missing or broken and what to do.</summary>
    public OpenClException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing or broken, what to do, and what the system said.</summary>
    public OpenClException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A call of the OpenCL API returned an error.</summary>
    /// <param name="call">The function, such as <c>clBuildProgram</c>.</param>
    /// <param name="code">What it returned; negative.</param>
    /// <param name="detail">What else is known, such as the compiler's log; may be empty.</param>
    public OpenClException(string call, int code, string detail = "")
        : base($"{call} failed: {ClErrors.Describe(code)}.{(detail.Length == 0 ? "" : " " + detail)}")
    {
        Call = call;
        Code = code;
    }

    /// <summary>The function of the OpenCL API that failed; empty when none was called.</summary>
    public string Call { get; } = "";

    /// <summary>What that function returned; 0 when none was called.</summary>
    public int Code { get; }
}
