namespace SurgeryBench.Tests.SupplyChain;

/// <summary>A package as a lock file holds it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version that is restored.</param>
/// <param name="IsDirect">Whether the project refers to it itself.</param>
/// <param name="Hash">SHA-512 of its content, base64; a restore refuses any other.</param>
internal sealed record LockedPackage(string Name, string Version, bool IsDirect, string Hash);
