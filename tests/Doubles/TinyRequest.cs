namespace SurgeryBench.Tests.Doubles;

/// <summary>A question that a hub of the tests was asked.</summary>
/// <param name="Host">hub, or store for the second host.</param>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Authorization">Empty if absent.</param>
/// <param name="Range">Empty if absent.</param>
/// <param name="IfRange">Empty if absent.</param>
internal sealed record TinyRequest(string Host, string Method, string Path, string Authorization, string Range, string IfRange)
{
    /// <summary>Whether bytes of a file were the answer.</summary>
    public bool Served { get; set; }
}
