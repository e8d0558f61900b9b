namespace SurgeryBench.Tests.SupplyChain;

/// <summary>A line of the list of licences.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">An SPDX expression.</param>
/// <param name="UsedBy">What stands on it: <c>program</c>, or else <c>tests</c>, or else <c>speed</c>.</param>
internal sealed record LicensedPackage(string Name, string Version, string Licence, string UsedBy);
