/** The customers of the sample provider: who they are and what they would buy. */
type Shape = 'office' | 'contact-centre' | 'wholesale' | 'small'
export type SampleCustomer = {
  code: string
  name: string
  currency: 'USD' | 'GBP' | 'EUR'
  email: string
  debitLimit: number
  manager: string
  shape: Shape
}

const managers = ['mei.tan@example.com', 'tom.okafor@example.com', 'ines.duarte@example.com']

const named: [string, 'USD' | 'GBP' | 'EUR', Shape][] = [
  ['Harbour Dental Group', 'USD', 'office'],
  ['Northgate Logistics', 'USD', 'contact-centre'],
  ['Bluefin Travel', 'USD', 'office'],
  ['Cedar & Stone Architects', 'USD', 'small'],
  ['Lakeside Veterinary Clinic', 'USD', 'small'],
  ['Redwood Recruitment', 'USD', 'contact-centre'],
  ['Orchard Lane Schools', 'GBP', 'office'],
  ['Pennine Freight', 'GBP', 'office'],
  ['Castlegate Solicitors', 'GBP', 'small'],
  ['Severn Valley Housing', 'GBP', 'contact-centre'],
  ['Thistle Insurance Brokers', 'GBP', 'contact-centre'],
  ['Juniper Foods', 'USD', 'small'],
  ['Meridian Wholesale Voice', 'USD', 'wholesale'],
  ['Tidewater Wholesale', 'USD', 'wholesale'],
  ['Kestrel Taxis', 'GBP', 'contact-centre'],
  ['Spreewald Software', 'EUR', 'office'],
  ['Havelland Medizintechnik', 'EUR', 'office'],
  ['Atlas Hotel Berlin', 'EUR', 'small'],
  ['Brightwater Energy', 'USD', 'contact-centre'],
  ['Copper Kettle Cafes', 'USD', 'small'],
  ['Summit Physiotherapy', 'USD', 'small'],
  ['Fairview Property', 'USD', 'office'],
  ['Ironbridge Tools', 'GBP', 'small'],
  ['Willow Care Homes', 'GBP', 'office'],
  ['Greenfield Farm Supplies', 'USD', 'small'],
  ['Pioneer Solar', 'USD', 'office'],
  ['Marlowe Events', 'USD', 'small'],
  ['Quayside Motors', 'USD', 'office'],
  ['Silverline Couriers', 'USD', 'contact-centre'],
  ['Oakhurst Library Trust', 'USD', 'small'],
  ['Beacon Home Repairs', 'USD', 'contact-centre'],
  ['Rosewood Interiors', 'USD', 'small'],
  ['Union Street Bakery', 'USD', 'small'],
  ['Alderney Marine', 'USD', 'office'],
  ['Crossfield Radio', 'USD', 'small'],
  ['Dunmore Printworks', 'USD', 'small'],
  ['Eastbank Dental Lab', 'USD', 'office'],
  ['Falcon Security', 'USD', 'contact-centre'],
  ['Gable & Finch Estate Agents', 'USD', 'office'],
  ['Hilltop Wholesale Carriers', 'USD', 'wholesale'],
]

const limits: Record<Shape, number> = { small: 0, office: 100, 'contact-centre': 500, wholesale: 2500 }

export const sampleCustomers: readonly SampleCustomer[] = named.map(([name, currency, shape], index) => ({
  code: `C${1001 + index}`,
  name,
  currency,
  email: `accounts@${name.toLowerCase().replace(/[^a-z]+/g, '-')}.example`,
  // One customer has to keep a buffer.
  debitLimit: name === 'Crossfield Radio' ? -5 : limits[shape],
  manager: managers[index % managers.length] ?? '',
  shape,
}))
