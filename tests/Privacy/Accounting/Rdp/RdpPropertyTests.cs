using Tapestry.Privacy.Accounting;
using Tapestry.Privacy.Accounting.Rdp;

namespace Tapestry.Privacy.Tests.Accounting.Rdp;

public sealed class RdpPropertyTests : AccountantPropertyTests
{
    protected override IPrivacyAccountant Accountant { get; } = new RdpAccountant();

    protected override double Accuracy => 1e-11;

    protected override int Cases => 20;
}
